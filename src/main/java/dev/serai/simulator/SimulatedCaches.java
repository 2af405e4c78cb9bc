package dev.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * Cached contents of a simulated provider, of which it remembers how long they are.
 *
 * @see <a href="https://ai.google.dev/api/caching">Gemini's cached contents</a>
 */
record SimulatedCaches(SimulatedObjects objects) {

    private static final String CACHES = "/v1beta/cachedContents";
    private static final String TTL = "ttl";
    private static final String EXPIRES = "expireTime";
    private static final long AN_HOUR = 3600;

    void serve(SimulatedRoutes routes) {
        routes.on("POST " + CACHES, this::create)
                .on("PATCH " + CACHES + "/{}", this::change)
                .keep(CACHES, SimulatedKind.CACHED_CONTENT);
    }

    private ObjectNode create(SimulatedRequest request) {
        String model = request.required("model");
        ObjectNode said = request.json();
        String now = Instant.ofEpochSecond(objects.now()).toString();
        ObjectNode cache = Json.MAPPER
                .createObjectNode()
                .put("name", objects.id(SimulatedKind.CACHED_CONTENT))
                .put("model", model)
                .put("displayName", said.path("displayName").asText(""))
                .put("createTime", now)
                .put("updateTime", now)
                .put(EXPIRES, expires(said));
        int tokens = tokens(said.path("contents")) + tokens(said.path("systemInstruction"));
        cache.putObject("usageMetadata").put("totalTokenCount", tokens);
        return objects.add(SimulatedKind.CACHED_CONTENT, "", cache);
    }

    private ObjectNode change(SimulatedRequest request) {
        String name = SimulatedKind.CACHED_CONTENT.prefix() + request.id();
        ObjectNode cache = objects.get(SimulatedKind.CACHED_CONTENT, "", name);
        cache.put(EXPIRES, expires(request.json()))
                .put("updateTime", Instant.ofEpochSecond(objects.now()).toString());
        return objects.put(SimulatedKind.CACHED_CONTENT, "", cache);
    }

    private String expires(JsonNode said) {
        String ttl = said.path(TTL).asText("");
        String time = said.path(EXPIRES).asText("");
        if (!ttl.isEmpty() && !ttl.matches("\\d{1,8}(\\.\\d{1,9})?s")) {
            throw ApiException.badRequest("invalid_value", TTL, "'ttl' is a number of seconds such as 300s");
        }
        try {
            return time.isEmpty()
                    ? Instant.ofEpochSecond(
                                    objects.now() + (ttl.isEmpty() ? AN_HOUR : Long.parseLong(ttl.split("[.s]", 2)[0])))
                            .toString()
                    : Instant.parse(time).toString();
        } catch (DateTimeException e) {
            throw ApiException.badRequest(
                    "invalid_value", EXPIRES, "'expireTime' is a time such as 2030-01-01T00:00:00Z");
        }
    }

    /** Of all that is said in it, whatever it is. */
    private static int tokens(JsonNode contents) {
        return contents.findValuesAsText("text").stream()
                .mapToInt(Tokenizer::count)
                .sum();
    }
}
