package dev.serai.upstream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.Dialect;
import dev.serai.wire.Json;

/**
 * Who is to answer: a provider and the model's name there.
 *
 * @param model as the provider knows it
 */
public record Target(Provider provider, Dialect dialect, String model) {

    /** What transforms see of it as {@code $target}. */
    ObjectNode facts() {
        return Json.MAPPER
                .createObjectNode()
                .put("provider", provider.name())
                .put("model", model)
                .set("settings", provider.settings(model));
    }

    @Override
    public String toString() {
        return provider.name() + "/" + model;
    }
}
