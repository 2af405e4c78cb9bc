package dev.serai.passthrough;

import dev.serai.limits.TokenEstimate;
import java.util.Set;

/**
 * How much text the answers of models have, wherever in a line of a batch's output they stand: it is what such a line costs
 * that says no usage. Errors have no words of a model.
 */
final class AnswerText {

    /** What models say, in the words of all APIs that batches are for. */
    private static final Set<String> SAID =
            Set.of("content", "text", "refusal", "reasoning_content", "reasoning", "thinking", "arguments", "input");

    /** What they say in objects: the arguments of calls. */
    private static final Set<String> ARGUMENTS = Set.of("input", "args");

    /** What some outputs say beside: what was asked. */
    private static final Set<String> ASKED = Set.of("request", "params", "modelInput");

    private static final int NONE = -1;

    private long bytes;
    private int arguments = NONE;
    private boolean asked;

    void opens(String name, int depth) {
        asked |= depth == 1 && ASKED.contains(name);
        if (arguments == NONE && ARGUMENTS.contains(name)) {
            arguments = depth;
        }
    }

    void closes(int depth) {
        asked &= depth > 1;
        if (depth <= arguments) {
            arguments = NONE;
        }
    }

    /** A text, of which only the beginning may be known. */
    void text(String name, long length) {
        if (asked) {
            return;
        }
        if (arguments != NONE) {
            bytes += name.length() + length;
        } else if (SAID.contains(name)) {
            bytes += length;
        }
    }

    /** As that of all other answers is estimated. */
    long tokens() {
        return TokenEstimate.ofBytes(bytes);
    }

    /** Another line begins. */
    void next() {
        bytes = 0;
        arguments = NONE;
        asked = false;
    }
}
