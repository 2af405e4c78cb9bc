package dev.serai.passthrough;

import dev.serai.access.Caller;
import dev.serai.call.Call;
import dev.serai.call.Requests;
import dev.serai.http.ReadRequest;
import dev.serai.models.ModelIndex;
import dev.serai.provider.Provider;
import dev.serai.wire.ApiException;
import dev.serai.wire.HttpRequestFacts;
import dev.serai.wire.Passed;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;

/**
 * {@code pass:request}: whose is what the request means, and may the caller ask for it? From then on the body is the request,
 * to be passed to that provider as it came; its own body is still to come.
 */
final class PassRequest implements Processor {

    /** The variable that says what an answer has to be looked at for; Java's alone. */
    static final String MEANT = "passes";

    /** What stands here for the root of a provider's API. */
    static final String ROOT = "/v1";

    private static final String HINT = "provider";

    private final ModelIndex index;
    private final Passage passage;
    private final PassPlace place;

    PassRequest(ModelIndex index, Passage passage, PassPlace place) {
        this.index = index;
        this.passage = passage;
        this.place = place;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        requireNoUpgrade(message);
        String method = message.getHeader(Exchange.HTTP_METHOD, String.class);
        HttpRequestFacts facts = exchange.getVariable(HttpRequestFacts.VARIABLE, HttpRequestFacts.class);
        String said = message.getHeader(Exchange.HTTP_PATH, String.class);
        PassedBodies.Headers headers = PassedBodies.Headers.of(message);
        Map<String, String> hints = ReadRequest.takeHeaders(exchange);
        Caller caller = Caller.of(exchange);
        CleanPath path = path(exchange, said, facts.query(), hints.get(HINT));
        List<OwnedIds.Owned> owned = passage.ids().find(caller.tenant(), ids(path));
        Provider provider = provider(exchange, said, path, owned, hints.get(HINT));
        requireUploadAllowed(caller, path);
        Meant meant = Meant.of(caller, provider, method, path, place, owned);
        References references = new References(passage.ids(), caller, provider, index, false);
        path.query().forEach(parameter -> references.inQuery(parameter.getValue()));
        ToldAddress.requireTold(passage.ids(), meant);
        Passed passed = new PassedBodies(passage.maxUpload()).of(message, meant, headers, references);
        exchange.setVariable(MEANT, meant);
        Passed.Making making = meant.making();
        if (making != null) {
            PromptAlone.require(passed, Call.of(exchange).memory());
        }
        exchange.setVariable("target", index.target(provider, making == null ? "" : making.model()));
        Requests.set(exchange, passed.with(making).request());
    }

    /** As any provider has them: which one is meant, they say. */
    private List<String> ids(CleanPath path) {
        return index.providers().stream()
                .filter(place::isOf)
                .flatMap(provider -> PassPlace.ids(provider, place.named(path)).stream())
                .distinct()
                .toList();
    }

    /** Where nobody is meant who could have it, there is nothing there, whatever it is. */
    private CleanPath path(Exchange exchange, String said, String query, String hint) {
        try {
            return place.path(said, query);
        } catch (ApiException e) {
            throw hint == null && Caller.of(exchange).passProvider() == null ? notNamed(exchange, said) : e;
        }
    }

    /** Of a part, nobody can say which models it names. */
    private static void requireUploadAllowed(Caller caller, CleanPath path) {
        if (caller.modelsRestricted() && path.segments().contains("uploads")) {
            throw new ApiException(
                    403,
                    "invalid_request_error",
                    "upload_not_allowed",
                    null,
                    "This API key, whose models are restricted, may not upload files in parts: send each as one");
        }
    }

    /** Where there is a connection to be kept, the gateway would not see what passes. */
    static void requireNoUpgrade(Message message) {
        if (message.getHeader("upgrade") != null) {
            throw ApiException.badRequest(
                    "upgrade_not_supported",
                    null,
                    "WebSockets and other upgrades are not passed on here: send plain HTTP requests");
        }
    }

    private Provider provider(Exchange exchange, String said, CleanPath path, List<OwnedIds.Owned> owned, String hint) {
        Caller caller = Caller.of(exchange);
        boolean made = path.segments().indexOf(Meant.VIDEOS) == 0;
        String named = owned.stream()
                .map(OwnedIds.Owned::provider)
                .filter(name -> hint == null || name.equals(hint))
                .filter(name -> index.provider(name).filter(place::isOf).isPresent())
                .findFirst()
                .orElseGet(() -> hint != null ? hint : otherwise(caller, made));
        if (named == null && made && path.segments().size() > 1) {
            throw References.notFound(path.segments().get(1));
        }
        if (named == null) {
            throw notNamed(exchange, said);
        }
        if (caller.modelsRestricted() && !made && !named.equals(caller.passProvider())) {
            throw new ApiException(
                    403,
                    "invalid_request_error",
                    "provider_not_allowed",
                    null,
                    "This API key, whose models are restricted, has files, batches and the like at no provider but the"
                            + " one that its project names (passProvider)");
        }
        Provider provider = index.provider(named)
                .orElseThrow(() -> new ApiException(
                        404,
                        "invalid_request_error",
                        "provider_not_found",
                        null,
                        "There is no such provider here; GET /v1/models names those that there are"));
        if ((!provider.serves(Passed.OPERATION) || !place.isOf(provider)) && !(made && provider.serves(Meant.VIDEOS))) {
            throw ApiException.badRequest(
                    "unsupported_operation",
                    null,
                    "The provider '" + provider.name() + "' keeps no files, batches and the like that pass here");
        }
        return provider;
    }

    /** Where nobody says it: of what models have made, who alone has made any. */
    private String otherwise(Caller caller, boolean made) {
        if (!place.format().isEmpty()) {
            List<String> those = index.providers().stream()
                    .filter(place::isOf)
                    .map(Provider::name)
                    .toList();
            String rule = caller.passProvider();
            return rule != null && those.contains(rule) ? rule : those.size() == 1 ? those.get(0) : null;
        }
        List<String> makers = made ? passage.ids().makers(caller.tenant()) : List.of();
        return makers.size() == 1 ? makers.get(0) : caller.passProvider();
    }

    private static ApiException notNamed(Exchange exchange, String path) {
        boolean any = exchange.getFromEndpoint() instanceof PlatformHttpEndpoint http
                && http.getPath().equals(ROOT);
        String who =
                "; to have it passed to a provider, name one by the header x-serai-provider, or have the project's rule"
                        + " passProvider name it";
        return any
                ? new ApiException(
                        404, "invalid_request_error", "unknown_url", null, "Nothing is served at " + path + who)
                : ApiException.badRequest("provider_not_named", null, "Nobody says at which provider this is" + who);
    }
}
