package dev.serai.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Function;

/**
 * A function that transforms can call.
 *
 * @param least how many arguments it takes
 * @param most how many it takes at most
 */
record HostFunction(String getName, int least, int most, Body body) implements Function {

    /** What it does. */
    @FunctionalInterface
    interface Body {
        JsonNode call(JsonNode[] arguments);
    }

    @Override
    public int getMinArguments() {
        return least;
    }

    @Override
    public int getMaxArguments() {
        return most;
    }

    @Override
    public JsonNode call(JsonNode input, JsonNode[] arguments) {
        return body.call(arguments);
    }
}
