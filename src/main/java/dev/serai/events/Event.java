package dev.serai.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.serai.log.Secrets;
import dev.serai.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * Something that happened, as the JSON document that is sent on: on one line, with {@code type} and {@code at} before all
 * else. Secrets are left out of its texts, whoever wrote them, and what a terminal would obey is escaped.
 */
public final class Event {

    /** A request that has ended. */
    public static final String USAGE = "usage";

    /** The same with what was said, of projects that want it kept. */
    public static final String CONTENT = "content";

    /** An alert that fires or is over. */
    public static final String ALERT = "alert";

    /** A circuit breaker that opened, closed or lets somebody try. */
    public static final String BREAKER = "breaker";

    /** Changed routes that serve, or may not. */
    public static final String RELOAD = "reload";

    /** A limit of a budget that was passed. */
    public static final String BUDGET = "budget";

    /** Memory that is short or not any more, or something that grows for hours. */
    public static final String MEMORY = "memory";

    /** The gateway started, or stops. */
    public static final String GATEWAY = "gateway";

    private static final int DEEPEST = 50;

    private final String type;
    private final Instant at;
    private final int weight;
    private Supplier<ObjectNode> facts;
    private byte[] json;

    private Event(String type, Instant at, int weight, Supplier<ObjectNode> facts) {
        this.type = type;
        this.at = at;
        this.weight = weight;
        this.facts = facts;
    }

    /**
     * Makes one.
     *
     * @param facts what is told beside type and time; stays as it is
     */
    public static Event of(String type, Instant at, ObjectNode facts) {
        byte[] json = document(type, at, facts);
        Event event = new Event(type, at, json.length, null);
        event.json = json;
        return event;
    }

    /**
     * Makes one whose document is made by the first who reads it: who publishes it has no time for that.
     *
     * @param weight about how many bytes it takes
     * @param facts gives what is told beside type and time; has to keep what it needs for that
     */
    public static Event later(String type, Instant at, int weight, Supplier<ObjectNode> facts) {
        return new Event(type, at, weight, facts);
    }

    private static byte[] document(String type, Instant at, ObjectNode facts) {
        ObjectNode document = Json.MAPPER.createObjectNode();
        document.put("type", type).put("at", at.toString());
        facts.properties().forEach(fact -> document.set(fact.getKey(), safe(fact.getValue(), 0)));
        return TerminalEscapes.bytes(document);
    }

    private synchronized byte[] json() {
        if (json == null) {
            json = document(type, at, facts.get());
            facts = null;
        }
        return json;
    }

    private static JsonNode safe(JsonNode value, int depth) {
        if (value.isTextual()) {
            return TextNode.valueOf(Secrets.leftOut(value.textValue()));
        }
        if (depth > DEEPEST) {
            return TextNode.valueOf("…");
        }
        if (value.isObject()) {
            ObjectNode safe = Json.MAPPER.createObjectNode();
            value.properties().forEach(it -> safe.set(Secrets.leftOut(it.getKey()), safe(it.getValue(), depth + 1)));
            return safe;
        }
        if (value.isArray()) {
            ArrayNode safe = Json.MAPPER.createArrayNode();
            value.forEach(it -> safe.add(safe(it, depth + 1)));
            return safe;
        }
        return value;
    }

    /** What kind of thing it is: one of the constants here. */
    public String type() {
        return type;
    }

    public Instant at() {
        return at;
    }

    /** How many bytes it takes, about. */
    int weight() {
        return weight;
    }

    /** The document, in UTF-8. */
    public byte[] bytes() {
        return json().clone();
    }

    /** The document. */
    @Override
    public String toString() {
        return new String(json(), StandardCharsets.UTF_8);
    }
}
