package dev.serai.models;

import dev.serai.access.Caller;
import dev.serai.call.Requests;
import dev.serai.wire.ApiException;
import dev.serai.wire.Passed;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The step {@code permit}: may the caller use this model, as they name it or as {@code provider/model}? An alias is
 * allowed as a whole, whoever answers. The same holds for each model that is to answer instead. Sets {@code target} where
 * the model names a provider.
 */
public record Permit(ModelIndex index) implements Processor {

    @Override
    public void process(Exchange exchange) {
        Passed passed = Requests.of(exchange).passed();
        if (passed != null) { // who may have it is known since it was read
            if (passed.making() != null) { // but the model that makes it has to be theirs, too
                String made = passed.making().asked();
                require(Caller.of(exchange), made, index.resolve(made));
            }
            return;
        }
        String model = Requests.of(exchange).model();
        ModelIndex.Way way = index.resolve(model);
        way.leadsTo(exchange);
        Caller caller = Caller.of(exchange);
        require(caller, model, way);
        if (exchange.getVariable("fallbacks") instanceof List<?> fallbacks) {
            fallbacks.forEach(it -> require(caller, (String) it, index.resolve((String) it)));
        }
    }

    private static void require(Caller caller, String model, ModelIndex.Way way) {
        if (caller.modelsRestricted() && !allows(caller, model, way)) {
            throw new ApiException(
                    403,
                    "invalid_request_error",
                    "model_not_allowed",
                    "model",
                    "This API key may not use the model '" + model + "'; GET /v1/models lists those that it may");
        }
    }

    /** Whether a caller may use a model, by the name that they ask for or the one that it has at its provider. */
    static boolean allows(Caller caller, String model, ModelIndex.Way way) {
        return way.target() == null
                ? caller.allowsModel(model)
                : caller.allowsModel(model, way.target().toString());
    }
}
