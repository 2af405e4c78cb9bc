package dev.serai.answers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import dev.serai.wire.Memory;
import dev.serai.wire.RawObject;
import dev.serai.wire.TreeSize;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** Items that a request names by their ids instead of saying them: the gateway's own ids say which answer they are of. */
record NamedItems(KeptAnswers answers, String owner, Memory memory) {

    private static final byte[] REFERENCE = "item_reference".getBytes(StandardCharsets.US_ASCII);

    /** Answers that one request may have looked up. */
    private static final int MOST = 100;

    /** Whether a request may name any. */
    static boolean in(RawObject.Slice input) {
        if (input == null || input.source()[input.start()] != '[') {
            return false;
        }
        int last = input.end() - REFERENCE.length;
        for (int i = input.start(); i <= last; i++) {
            if (input.source()[i] == REFERENCE[0] && isAt(input.source(), i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAt(byte[] bytes, int start) {
        for (int i = 1; i < REFERENCE.length; i++) {
            if (bytes[start + i] != REFERENCE[i]) {
                return false;
            }
        }
        return true;
    }

    /** Those that are known, by their ids. */
    ObjectNode find(JsonNode input) throws JsonProcessingException {
        ObjectNode known = Json.MAPPER.createObjectNode();
        Set<String> looked = new HashSet<>();
        for (JsonNode item : input) {
            String answer = isReference(item) ? answer(item.path("id").asText()) : "";
            if (!answer.isEmpty() && looked.add(answer)) {
                if (looked.size() > MOST) {
                    throw ApiException.badRequest(
                            "too_many_references", "input", "Items of more than " + MOST + " responses are named");
                }
                add(answer, known);
            }
        }
        return known;
    }

    private void add(String id, ObjectNode known) throws JsonProcessingException {
        KeptAnswer answer = answers.find(owner, id).orElse(null);
        if (answer != null) {
            byte[] bytes = answer.answer().getBytes(StandardCharsets.UTF_8);
            memory.take(TreeSize.of(bytes));
            for (JsonNode item : Json.parse(bytes).path("output")) {
                known.set(item.path("id").asText(), item);
            }
        }
    }

    private static boolean isReference(JsonNode item) {
        return item.path("type").asText().equals("item_reference");
    }

    /** {@code msg_<answer>_<place>}. */
    private static String answer(String item) {
        int start = item.indexOf('_');
        int end = item.lastIndexOf('_');
        return start < end ? "resp" + item.substring(start, end) : "";
    }

    /** The input with what it names in its place. */
    static ArrayNode replaced(JsonNode input, JsonNode known) {
        ArrayNode items = Json.MAPPER.createArrayNode();
        for (JsonNode item : input) {
            JsonNode meant = isReference(item) ? known.get(item.path("id").asText()) : null;
            items.add(meant == null ? item : meant);
        }
        return items;
    }
}
