package dev.serai.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What some clients speak instead of OpenAI's API, by the transforms of its folder: {@code <operation>/request},
 * {@code response} and {@code stream}, {@code error} and {@code headers}.
 */
public final class ClientFormat {

    private static final Logger LOG = LoggerFactory.getLogger(ClientFormat.class);

    /**
     * An error as such a client gets it.
     *
     * @param headers beside those that the error has
     */
    public record Failure(Map<String, String> headers, JsonNode body) {}

    private final Transforms transforms;
    private final String name;
    private final Optional<Expression> headers;
    private final byte[] ping;

    /**
     * Takes it by its folder.
     *
     * @throws IllegalArgumentException if there is no such format
     */
    public ClientFormat(Transforms transforms, String name) {
        this.transforms = transforms;
        this.name = name;
        this.headers = transforms.find(name + "/headers");
        if (transforms.find(name + "/error").isEmpty()) {
            throw new IllegalArgumentException(
                    "transforms/" + name + "/error.jslt does not exist: every format of clients has errors");
        }
        this.ping = transforms
                .find(name + "/chat/stream")
                .map(stream ->
                        events(stream, facts(), Json.MAPPER.createObjectNode().put("ping", true)))
                .orElse(new byte[0]);
    }

    /** Its folder's name, which is also that of the operation of providers that speak it, too. */
    public String name() {
        return name;
    }

    /** The transform of one phase of an operation, if it has one. */
    public Optional<Expression> phase(String operation, String phase) {
        return transforms.find(name + "/" + operation + "/" + phase);
    }

    /**
     * The same, where a route needs it.
     *
     * @throws IllegalStateException if there is none
     */
    public Expression required(String operation, String phase) {
        return phase(operation, phase)
                .orElseThrow(() -> new IllegalStateException(
                        "transforms/" + name + "/" + operation + "/" + phase + ".jslt does not exist"));
    }

    /** The event that says that all is well; empty if it has none. */
    public byte[] ping() {
        return ping;
    }

    /** An error object of OpenAI's as the last event of a stream. */
    public byte[] event(String operation, JsonNode error) {
        ObjectNode piece = Json.MAPPER.createObjectNode();
        piece.set("error", error);
        return phase(operation, "stream")
                .map(stream -> events(stream, facts(), piece))
                .orElse(new byte[0]);
    }

    /** What a step of its stream transform says, as events: named by their {@code type}, where they have one. */
    private static byte[] events(Expression stream, Map<String, JsonNode> facts, JsonNode piece) {
        StringBuilder events = new StringBuilder();
        for (JsonNode event : Transforms.apply(stream, facts, piece).path("emit")) {
            append(events, event);
        }
        return events.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Adds an event; a text is sent as it is. */
    public static void append(StringBuilder events, JsonNode event) {
        if (event.isTextual()) {
            events.append(event.textValue());
            return;
        }
        JsonNode type = event.path("type");
        if (type.isTextual()) {
            events.append("event: ").append(type.textValue()).append('\n');
        }
        events.append("data: ").append(Json.text(event)).append("\n\n");
    }

    /** An error as such a client gets it. */
    public Failure failure(ApiException error, int status, String requestId) {
        ObjectNode input = Json.MAPPER.createObjectNode().put("status", status).put("request_id", requestId);
        input.set("error", error.body().get("error"));
        ObjectNode told = input.putObject("headers");
        error.headers().forEach((header, value) -> told.put(header.toLowerCase(Locale.ROOT), value));
        try {
            JsonNode answer = Transforms.apply(transforms.find(name + "/error").orElseThrow(), facts(), input);
            Map<String, String> own = new LinkedHashMap<>();
            answer.path("headers")
                    .properties()
                    .forEach(
                            header -> own.put(header.getKey(), header.getValue().asText()));
            return new Failure(own, answer.path("body"));
        } catch (JsltException | ApiException e) {
            LOG.error("An error is told in OpenAI's words: transforms/{}/error.jslt failed", name, e);
            return new Failure(Map.of(), error.body());
        }
    }

    /**
     * The headers that such a client looks for beside those that an answer has.
     *
     * @param answer names in lower case
     * @param passed those of a provider whose answer passes as it came
     */
    public Map<String, String> headers(String requestId, Map<String, String> answer, Map<String, String> passed) {
        Map<String, String> own = new LinkedHashMap<>();
        headers.ifPresent(transform -> {
            ObjectNode input = Json.MAPPER.createObjectNode().put("request_id", requestId);
            answer.forEach(input.putObject("headers")::put);
            passed.forEach(input.putObject("passed")::put);
            try {
                Transforms.apply(transform, facts(), input)
                        .properties()
                        .forEach(header ->
                                own.put(header.getKey(), header.getValue().asText()));
            } catch (JsltException | ApiException e) {
                LOG.error("An answer lacks headers: transforms/{}/headers.jslt failed", name, e);
            }
        });
        return own;
    }

    private static Map<String, JsonNode> facts() {
        Map<String, JsonNode> facts = new HashMap<>();
        ObjectNode none = Json.MAPPER.createObjectNode();
        facts.put("target", none);
        facts.put("request", none);
        facts.put("headers", none);
        facts.put("state", none);
        facts.put("now", LongNode.valueOf(System.currentTimeMillis() / 1000));
        return facts;
    }
}
