package dev.serai.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The parameters of a request's query. What is given and not known is a mistake: a misspelt filter would show everything. */
public final class Parameters {

    private static final int LONGEST_NUMBER = 18;

    private final OpenApi schema;
    private final Faults faults = new Faults();
    private final ObjectNode given = Json.MAPPER.createObjectNode();

    /**
     * Takes what is given; what is empty is absent.
     *
     * @param operationId whose query it is, in {@code openapi.yaml}
     */
    public Parameters(String operationId, Map<String, String> query) {
        schema = OpenApi.query(operationId);
        query.forEach((name, text) -> {
            JsonNode known = schema.parameter(name);
            if (known.isMissingNode()) {
                faults.add(name, "is not known here");
            } else if (!text.isEmpty()) {
                given.set(name, value(text, known.path("type").asText()));
            }
        });
        Faults all = new Faults();
        schema.check(given, all);
        for (Faults.Fault fault : all.list()) {
            String name = fault.field().replaceFirst("\\[\\d+]$", ""); // one of the words of a list
            faults.add(name, fault.message());
            given.remove(name);
        }
    }

    private static JsonNode value(String text, String type) {
        if (type.equals("integer") && text.length() <= LONGEST_NUMBER && text.matches("-?\\d+")) {
            return Json.MAPPER.getNodeFactory().numberNode(Long.parseLong(text));
        }
        if (!type.equals("array")) {
            return Json.MAPPER.getNodeFactory().textNode(text);
        }
        ArrayNode words = Json.MAPPER.createArrayNode();
        for (String word : text.split(",", -1)) {
            words.add(word);
        }
        return words;
    }

    /**
     * Goes no further if anything is wrong.
     *
     * @throws dev.serai.wire.ApiException 422, which names all of it
     */
    public void requireFit() {
        faults.refuse();
    }

    Faults faults() {
        return faults;
    }

    /** A text; empty where it is absent. */
    String text(String name) {
        return given.path(name).asText();
    }

    /** How many entries a page has. */
    int limit() {
        return (int) number("limit", schema.parameter("limit").path("default").asLong());
    }

    /** The number that a page ends before, from the page before it. */
    long before() {
        return number("before", Long.MAX_VALUE);
    }

    /** A whole number; {@code absent} where there is none. */
    long number(String name, long absent) {
        return given.path(name).asLong(absent);
    }

    /** A time; {@code absent} where there is none. */
    Instant time(String name, Instant absent) {
        return given.has(name) ? Instant.parse(text(name)) : absent;
    }

    /** Some of an enumeration's words in lower case; empty where it is absent. */
    <E extends Enum<E>> List<E> words(String name, Class<E> type) {
        List<E> found = new ArrayList<>();
        given.path(name).forEach(word -> found.add(constant(type, word)));
        return found;
    }

    /** One of an enumeration's words in lower case; null where it is absent. */
    public <E extends Enum<E>> E word(String name, Class<E> type) {
        return given.has(name) ? constant(type, given.get(name)) : null;
    }

    private static <E extends Enum<E>> E constant(Class<E> type, JsonNode word) {
        return Enum.valueOf(type, word.asText().toUpperCase(Locale.ROOT));
    }
}
