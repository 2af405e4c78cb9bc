package dev.serai.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.log.Secrets;
import dev.serai.provider.Provider;
import dev.serai.transform.Dialect;
import dev.serai.wire.Json;

/**
 * Who is to answer: a provider and the model's name there.
 *
 * @param model as the provider knows it
 * @param key what it is called with, empty for none; never shown
 * @param options what an alias says of it
 */
public record Target(Provider provider, Dialect dialect, String model, String key, TargetOptions options) {

    /** The target as it is called with the environment's key, where no alias says more. */
    public Target(Provider provider, Dialect dialect, String model) {
        this(provider, dialect, model, provider.parameter("apiKey"), TargetOptions.of(provider));
    }

    /** The same, called with another key; null for this one. */
    public Target with(String otherKey) {
        return otherKey == null ? this : new Target(provider, dialect, model, otherKey, options);
    }

    /** The same as an alias has it, called with the key that it names, if it names one. */
    public Target with(TargetOptions otherOptions, String otherKey) {
        Secrets.known().add(otherKey);
        return new Target(provider, dialect, model, otherOptions.key().isEmpty() ? key : otherKey, otherOptions);
    }

    /** Whether it has a capability: of beginnings of answers, models know other than their provider's file says. */
    public boolean can(String capability) {
        boolean all = provider.can(capability);
        return capability.equals("prefill")
                ? provider.settings(model).path("prefill").asBoolean(all)
                : all;
    }

    public ObjectNode facts() {
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

    /** {@code provider/model}, and the name of its key where that is not the provider's own: what is known goes by it. */
    public String id() {
        return options.key().isEmpty() ? toString() : this + "#" + options.key();
    }

    @Override
    public String toString() {
        return provider.name() + "/" + model;
    }
}
