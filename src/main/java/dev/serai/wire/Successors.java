package dev.serai.wire;

import com.fasterxml.jackson.databind.JsonNode;

/** Who answers when the one who does fails. */
@FunctionalInterface
public interface Successors {

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
    RecoveringStream.Successor next(Transcript sofar, JsonNode failure);
}
