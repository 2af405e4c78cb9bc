package dev.serai.condensing;

import dev.serai.wire.RawObject.Slice;

/**
 * A conversation that was made to fit.
 *
 * @param messages a JSON array
 * @param before tokens of the whole conversation
 * @param after tokens of these messages
 */
record Condensed(Slice messages, long before, long after) {

    boolean isChanged() {
        return before != after;
    }

    /** What the client is told of it. */
    String told() {
        return before + "->" + after + " tokens";
    }
}
