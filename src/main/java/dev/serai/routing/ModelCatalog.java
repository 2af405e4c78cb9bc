package dev.serai.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.upstream.Provider;
import dev.serai.wire.Glob;
import dev.serai.wire.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The models that clients can name: aliases, those that provider files declare, and those that providers listed when
 * they were last asked. Reading it never waits for a provider.
 */
public final class ModelCatalog {

    private final Map<String, JsonNode> discovered = new ConcurrentHashMap<>();

    /** Takes a provider's list in OpenAI's form, {@code {"data": [{"id", "created"}]}}; it replaces the last one. */
    void discovered(String provider, JsonNode list) {
        discovered.put(provider, list.path("data"));
    }

    /** All models by id, each {@code {"id", "object", "created", "owned_by"}}. */
    private Map<String, ObjectNode> all(ModelIndex index) {
        Map<String, ObjectNode> models = new LinkedHashMap<>();
        index.aliases().forEach(alias -> models.put(alias, model(alias, 0, "serai")));
        for (Provider provider : index.providers()) {
            if (!provider.configured()) {
                continue;
            }
            provider.models().stream()
                    .filter(Glob::isLiteral)
                    .forEach(glob -> add(models, provider.name(), glob.pattern(), 0));
            for (JsonNode item : discovered.getOrDefault(provider.name(), Json.MAPPER.createArrayNode())) {
                add(
                        models,
                        provider.name(),
                        item.path("id").asText(),
                        item.path("created").asLong());
            }
        }
        return models;
    }

    /** OpenAI's list of the models whose ids are allowed. */
    ObjectNode list(ModelIndex index, Predicate<String> allowed) {
        ObjectNode list = Json.MAPPER.createObjectNode().put("object", "list");
        ArrayNode data = list.putArray("data");
        all(index).forEach((id, model) -> {
            if (allowed.test(id)) {
                data.add(model);
            }
        });
        return list;
    }

    public Optional<ObjectNode> find(ModelIndex index, String id) {
        return Optional.ofNullable(all(index).get(id));
    }

    private static void add(Map<String, ObjectNode> models, String provider, String id, long created) {
        models.put(provider + "/" + id, model(provider + "/" + id, created, provider));
    }

    private static ObjectNode model(String id, long created, String owner) {
        return Json.MAPPER
                .createObjectNode()
                .put("id", id)
                .put("object", "model")
                .put("created", created)
                .put("owned_by", owner);
    }
}
