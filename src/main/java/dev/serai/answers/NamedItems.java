package dev.serai.answers;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import dev.serai.wire.Memory;
import dev.serai.wire.RawObject;
import dev.serai.wire.TreeSize;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Items that a request names by their ids instead of saying them: the gateway's own ids say which answer they are of. */
record NamedItems(KeptAnswers answers, String owner, Memory memory) {

    private static final String REFERENCE = "item_reference";
    private static final byte[] ID = "\"id\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ESCAPED = "\\u".getBytes(StandardCharsets.US_ASCII);

    /** Items that one request may name. */
    private static final int MOST = 1000;

    /** Whether a request names any. */
    static boolean in(RawObject.Slice input) throws JsonProcessingException {
        if (input == null || input.source()[input.start()] != '[' || !mayName(input)) {
            return false;
        }
        try (JsonParser json = Json.FACTORY.createParser(input.source(), input.start(), input.length())) {
            json.nextToken();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (json.currentToken() == JsonToken.START_OBJECT && isReference(json)) {
                    return true;
                }
                json.skipChildren();
            }
            return false;
        } catch (IOException e) {
            throw new IllegalStateException("a request that was read is no JSON", e);
        }
    }

    /** Without a member of that name there is none, and only some requests have one. */
    private static boolean mayName(RawObject.Slice input) {
        byte[] bytes = input.source();
        for (int i = input.start(); i < input.end(); i++) {
            if ((bytes[i] == ID[0] && isAt(bytes, i, input.end(), ID))
                    || (bytes[i] == ESCAPED[0] && isAt(bytes, i, input.end(), ESCAPED))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAt(byte[] bytes, int start, int end, byte[] word) {
        return start + word.length <= end && Arrays.equals(bytes, start, start + word.length, word, 0, word.length);
    }

    /** Reads to the end of the object. */
    private static boolean isReference(JsonParser json) throws IOException {
        String type = null;
        boolean spoken = false;
        boolean named = false;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "type" -> type = value == JsonToken.VALUE_NULL ? null : json.getText();
                case "role" -> spoken = value != JsonToken.VALUE_NULL;
                case "id" -> named = value == JsonToken.VALUE_STRING;
                default -> {}
            }
            json.skipChildren();
        }
        return type == null ? (named && !spoken) : type.equals(REFERENCE);
    }

    /**
     * What a request names.
     *
     * @param items by their ids
     * @param keepers the providers that keep them, too; null is among them where nobody does
     */
    record Known(ObjectNode items, Set<String> keepers) {}

    /**
     * Finds them.
     *
     * @param before what is known of the conversation already
     * @throws ApiException 400 if there is one that is not there, or another owner's
     */
    Known find(JsonNode input, JsonNode before) throws JsonProcessingException {
        Map<String, Integer> places = places(input);
        ObjectNode known = Json.MAPPER.createObjectNode();
        add(before, places.keySet(), known);
        Set<String> keepers = new HashSet<>();
        for (KeptAnswer answer : answers.findAll(owner, answersWith(places.keySet()), memory)) {
            byte[] bytes = answer.answer().getBytes(StandardCharsets.UTF_8);
            memory.take(bytes.length + TreeSize.of(bytes));
            if (add(Json.parse(bytes).path("output"), places.keySet(), known)) {
                keepers.add(answer.provider());
            }
        }
        places.forEach((id, place) -> {
            if (!known.has(id)) {
                throw ApiException.badRequest(
                        "item_not_found",
                        "input[" + place + "].id",
                        "There is no item '" + AnswerId.shown(id) + "' here: what is not stored has to be given");
            }
        });
        return new Known(known, keepers);
    }

    /** Where each is named first. */
    private static Map<String, Integer> places(JsonNode input) {
        Map<String, Integer> places = new LinkedHashMap<>();
        for (int i = 0; i < input.size(); i++) {
            if (isReference(input.get(i))) {
                places.putIfAbsent(input.get(i).path("id").asText(), i);
            }
        }
        if (places.size() > MOST) {
            throw ApiException.badRequest(
                    "too_many_references", "input", "More than " + MOST + " items are named by their ids");
        }
        return places;
    }

    private static boolean add(JsonNode items, Set<String> wanted, ObjectNode known) {
        int size = known.size();
        for (JsonNode item : items) {
            String id = item.path("id").asText();
            if (wanted.contains(id)) {
                known.set(id, item);
            }
        }
        return known.size() > size;
    }

    /** Ids of the gateway's own say of which answer they are, those of providers are remembered. */
    private Set<String> answersWith(Set<String> items) {
        Set<String> ids = new LinkedHashSet<>();
        Set<String> others = new LinkedHashSet<>();
        for (String item : items) {
            String answer = answer(item);
            if (AnswerId.is(answer)) {
                ids.add(answer);
            } else if (AnswerId.is(item)) {
                others.add(item);
            }
        }
        if (!others.isEmpty()) {
            ids.addAll(answers.withItems(owner, others));
        }
        return ids;
    }

    /** Its type may be absent: https://platform.openai.com/docs/api-reference/responses/create#responses_create-input. */
    private static boolean isReference(JsonNode item) {
        JsonNode type = item.get("type");
        if (type == null || type.isNull()) {
            return item.path("id").isTextual() && !item.hasNonNull("role");
        }
        return type.asText().equals(REFERENCE);
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
