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
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

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
        Whereabouts whereabouts = new Whereabouts(exchange, place, said, hints.get(HINT));
        CleanPath path = whereabouts.path(facts.query());
        AnotherVideo another = another(method, path, message, headers);
        List<OwnedIds.Owned> owned = passage.ids().find(caller.tenant(), ids(path, another));
        Provider provider = whereabouts.provider(path, another, owned, index, passage.ids());
        requireUploadAllowed(caller, path);
        Meant meant = Meant.of(caller, provider, method, path, place, another, owned);
        References references = new References(passage.ids(), caller, provider, index, false);
        path.query().forEach(parameter -> references.inQuery(parameter.getValue()));
        ToldAddress.requireTold(passage.ids(), meant);
        Passed passed = new PassedBodies(passage.maxUpload()).of(message, meant, headers, references);
        exchange.setVariable(MEANT, meant);
        Passed.Making making = meant.making();
        exchange.setVariable("target", index.target(provider, making == null ? "" : making.model()));
        Requests.set(exchange, passed.with(making).request());
    }

    private static AnotherVideo another(String method, CleanPath path, Message message, PassedBodies.Headers headers) {
        if (!AnotherVideo.isMeant(method, path)) {
            return null;
        }
        byte[] body = PassedBodies.ahead(message);
        return AnotherVideo.read(
                path.last(),
                body,
                headers.type(),
                Call.of(message.getExchange()).memory());
    }

    /** The ids of its path as any provider has them, since which one is meant, they say; and of what it says. */
    private List<String> ids(CleanPath path, AnotherVideo another) {
        Stream<String> said = Stream.ofNullable(another).map(AnotherVideo::of).filter(Objects::nonNull);
        Stream<String> inPath = index.providers().stream()
                .filter(place::isOf)
                .flatMap(provider -> PassPlace.ids(provider, place.named(path)).stream());
        return Stream.concat(inPath, said).distinct().toList();
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
}
