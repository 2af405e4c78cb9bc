package dev.serai.upstream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.Dialect;
import dev.serai.wire.Json;

/**
 * Who is to answer: a provider and the model's name there.
 *
 * @param model as the provider knows it
 * @param key what it is called with, empty for none; never shown
 */
public record Target(Provider provider, Dialect dialect, String model, String key) {

    /** The target as it is called with the environment's key. */
    public Target(Provider provider, Dialect dialect, String model) {
        this(provider, dialect, model, provider.parameter("apiKey"));
    }

    /** The same, called with another key; null for this one. */
    Target with(String otherKey) {
        return otherKey == null ? this : new Target(provider, dialect, model, otherKey);
    }

    ObjectNode facts() {
        return facts(provider.name(), model, provider.settings(model));
    }

    /** What transforms see as {@code $target}. */
    public static ObjectNode facts(String provider, String model, ObjectNode settings) {
        return Json.MAPPER
                .createObjectNode()
                .put("provider", provider)
                .put("model", model)
                .set("settings", settings);
    }

    @Override
    public String toString() {
        return provider.name() + "/" + model;
    }
}
