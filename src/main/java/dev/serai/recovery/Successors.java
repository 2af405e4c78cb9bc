package dev.serai.recovery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.stream.AnswerStream;

/** Who answers when the one who does fails. */
@FunctionalInterface
public interface Successors {

    /**
     * Another answer.
     *
     * @param how how it follows what was sent
     */
    record Successor(AnswerStream stream, Continuation how) {}

    /** Whether there may be a next answer of somebody else. */
    default boolean hasNext() {
        return true;
    }

    /**
     * The next answer.
     *
     * @param sofar what the client has got; null if nothing
     * @param failure the error object of the one that failed
     * @return null if nobody can
     */
    Successor next(Transcript sofar, JsonNode failure);
}
