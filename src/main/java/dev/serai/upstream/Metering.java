package dev.serai.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.Json;
import dev.serai.wire.Operations;

/**
 * What answers report that are no chats, in the words of chats: {@code prompt_tokens} and their kind; and what is paid for
 * besides, as {@code images}, {@code seconds} and {@code search_units}. Whether that can be is for who accounts for it.
 */
final class Metering {

    private static final String PROMPT = "prompt_tokens";
    private static final String COMPLETION = "completion_tokens";
    private static final String TOTAL = "total_tokens";
    /** Vendors' words for the parts of what was read. */
    private static final String[] DETAILS = {"prompt_tokens_details", "input_tokens_details", "input_token_details"};

    private Metering() {}

    /** Of a whole answer in the form that clients get. */
    static JsonNode of(String operation, JsonNode answer) {
        JsonNode usage = answer.path("usage");
        ObjectNode metered = tokens(operation, usage.isObject() ? usage : Json.MAPPER.createObjectNode());
        if (operation.startsWith("image") && answer.path("data").isArray()) {
            metered.put("images", answer.path("data").size());
        }
        put(metered, "seconds", usage.path("seconds"), answer.path("duration"));
        put(metered, "search_units", answer.at("/meta/billed_units/search_units"));
        put(metered, "video_seconds", answer.path("seconds"));
        return metered;
    }

    /**
     * Of one that passes: the same, looked for in its bytes.
     *
     * @param look what was found
     */
    static JsonNode of(String operation, WholeAnswer.Look look) {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        answer.set("usage", look.usage());
        answer.set("duration", look.duration());
        answer.set("seconds", look.seconds());
        JsonNode metered = of(operation, answer);
        if (operation.startsWith("image") && look.data() >= 0) {
            ((ObjectNode) metered).put("images", look.data());
        }
        return metered;
    }

    /** Of a stream that has had so many last events. */
    static JsonNode ofStream(String operation, JsonNode reported, int finished) {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        answer.set("usage", reported);
        JsonNode metered = of(operation, answer);
        if (operation.startsWith("image")) {
            ((ObjectNode) metered).put("images", finished);
        }
        return metered;
    }

    private static ObjectNode tokens(String operation, JsonNode usage) {
        ObjectNode tokens = Json.MAPPER.createObjectNode();
        put(tokens, COMPLETION, usage.path(COMPLETION), usage.path("output_tokens"));
        put(tokens, TOTAL, usage.path(TOTAL));
        put(tokens, PROMPT, usage.path(PROMPT), usage.path("input_tokens"));
        if (!tokens.has(PROMPT) && !Operations.writes(operation)) {
            put(tokens, PROMPT, usage.path(TOTAL));
        }
        for (String name : DETAILS) {
            if (usage.path(name).isObject()) {
                tokens.set(DETAILS[0], usage.get(name));
            }
        }
        return tokens;
    }

    /** The first that is a number. */
    private static void put(ObjectNode metered, String name, JsonNode... reported) {
        for (JsonNode count : reported) {
            if (count.isNumber()) {
                metered.set(name, count);
                return;
            }
        }
    }
}
