package dev.serai.passthrough;

import dev.serai.access.Caller;
import dev.serai.call.Requests;
import dev.serai.http.ReadRequest;
import dev.serai.models.ModelIndex;
import dev.serai.provider.Provider;
import dev.serai.wire.ApiException;
import dev.serai.wire.HttpRequestFacts;
import dev.serai.wire.Passed;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * {@code pass:any}: any path of the provider that its first part names, for projects that may see all that the gateway's key
 * sees. What is known to be another project's is not there all the same.
 */
final class PassAny implements Processor {

    private static final String ROOT = "/passthrough";

    private final ModelIndex index;
    private final Passage passage;

    PassAny(ModelIndex index, Passage passage) {
        this.index = index;
        this.passage = passage;
    }

    @Override
    public void process(Exchange exchange) {
        Caller caller = Caller.of(exchange);
        requireAllowed(caller);
        Message message = exchange.getMessage();
        PassRequest.requireNoUpgrade(message);
        String method = message.getHeader(Exchange.HTTP_METHOD, String.class);
        HttpRequestFacts facts = exchange.getVariable(HttpRequestFacts.VARIABLE, HttpRequestFacts.class);
        CleanPath all = CleanPath.of(
                message.getHeader(Exchange.HTTP_PATH, String.class).substring(ROOT.length()), facts.query());
        Meant meant = meant(caller, method, all);
        PassedBodies.Headers headers = PassedBodies.Headers.of(message);
        ReadRequest.takeHeaders(exchange);
        References references = new References(passage.ids(), caller, meant.provider(), index, true);
        meant.path().query().forEach(parameter -> references.inQuery(parameter.getValue()));
        ToldAddress.requireTold(passage.ids(), meant);
        Passed passed = new PassedBodies(passage.maxUpload()).of(message, meant, headers, references);
        exchange.setVariable(PassRequest.MEANT, meant);
        exchange.setVariable("target", index.target(meant.provider(), ""));
        Requests.set(exchange, passed.request());
    }

    private Meant meant(Caller caller, String method, CleanPath all) {
        Provider provider =
                all.segments().stream().findFirst().flatMap(index::provider).orElseThrow(PassAny::noProvider);
        CleanPath path = all.from(1);
        List<String> ids = PassPlace.ids(provider, path);
        if (passage.ids().isForeign(caller.tenant(), provider.name(), ids)) {
            throw References.notFound(path.last());
        }
        Optional<OwnedIds.Owned> object = passage.ids().find(caller.tenant(), ids).stream()
                .filter(it -> it.provider().equals(provider.name()))
                .findFirst();
        Passed.Below below = new Passed.Below(true, ROOT + '/' + provider.name());
        return new Meant(caller.tenant(), provider, method, path, below, true, object, null);
    }

    private static void requireAllowed(Caller caller) {
        if (!caller.maySeeAll()) {
            throw forbidden(
                    "passthrough_not_allowed",
                    "This project may not ask any path of a provider's: its rule passthrough says which may");
        }
        if (caller.modelsRestricted()) {
            throw forbidden(
                    "model_not_allowed",
                    "This API key's models are restricted, and which model a path of a provider's means nobody knows");
        }
    }

    private static ApiException forbidden(String code, String message) {
        return new ApiException(403, "invalid_request_error", code, null, message);
    }

    private static ApiException noProvider() {
        return new ApiException(
                404,
                "invalid_request_error",
                "provider_not_found",
                null,
                "No provider is here by that name: /passthrough/<provider>/<path>");
    }
}
