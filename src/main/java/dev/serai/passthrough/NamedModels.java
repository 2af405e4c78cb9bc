package dev.serai.passthrough;

import dev.serai.access.Caller;
import dev.serai.models.ModelIndex;
import dev.serai.provider.Provider;
import dev.serai.wire.ApiException;
import java.util.Locale;

/** The models that a request which passes names: what is asked of them stands in it as the provider has it. */
record NamedModels(Caller caller, Provider provider, ModelIndex index) {

    static final String MODEL = "model";

    /** 403 where it is a model that the caller may not use. */
    void requireAllowed(String name, String value) {
        if (caller.modelsRestricted()
                && name.toLowerCase(Locale.ROOT).equals(MODEL)
                && !caller.allowsModel(value, provider.name() + "/" + value)) {
            throw new ApiException(
                    403,
                    "invalid_request_error",
                    "model_not_allowed",
                    MODEL,
                    "This API key may not use the model '" + References.shown(value)
                            + "'; GET /v1/models lists those that it may");
        }
    }

    /** Lines of a batch pass as they came: a name that is the gateway's alone would fail at the provider, a day later. */
    void requireNoAlias(String value) {
        boolean own = provider.models().stream().anyMatch(glob -> glob.matches(value));
        if (!own && (index.aliases().contains(value) || value.startsWith(provider.name() + "/"))) {
            throw ApiException.badRequest(
                    "model_not_the_providers",
                    MODEL,
                    "'" + References.shown(value)
                            + "' is a model's name at this gateway: in the lines of a batch, models are named"
                            + " as the provider '" + provider.name() + "' names them");
        }
    }
}
