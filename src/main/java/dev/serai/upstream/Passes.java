package dev.serai.upstream;

import dev.serai.call.Call;
import dev.serai.call.Deadlines;
import dev.serai.call.PassedBody;
import dev.serai.call.Target;
import dev.serai.call.UpstreamBody;
import dev.serai.log.Secrets;
import dev.serai.provider.Address;
import dev.serai.provider.Provider;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.Passed;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.http.HttpMethods;

/** Requests that pass to a provider as they came, and what it answers: which of their headers pass, and how their bodies do. */
final class Passes {

    private static final String LOCATION = "location";

    /** What clients may say of any resource; a provider's own are in {@code passedHeaders}. */
    private static final List<String> SENT = List.of(
            "accept",
            "accept-language",
            "range",
            "if-range",
            "if-match",
            "if-none-match",
            "if-modified-since",
            "if-unmodified-since",
            "idempotency-key");

    private static final Set<String> ANSWERED = Set.of(
            "content-type",
            "content-disposition",
            "content-encoding",
            "content-language",
            "content-range",
            "accept-ranges",
            "cache-control",
            "etag",
            "last-modified",
            LOCATION);

    private Passes() {}

    /** Makes a message of it: address, headers and body, if it has one. */
    static void fill(Exchange exchange, Call call, Target target, Passed passed) {
        Message message = exchange.getMessage();
        exchange.setProperty(Exchange.SKIP_GZIP_ENCODING, true);
        message.setBody(PassedEntity.of(passed, call));
        message.setHeader(Exchange.HTTP_METHOD, HttpMethods.valueOf(passed.method()));
        message.setHeader(Exchange.HTTP_URI, Address.of(target.provider(), passed));
        for (String name : SENT) {
            String value = passed.header(name);
            if (value != null) {
                message.setHeader(name, value);
            }
        }
    }

    /** Whether a header of an answer goes back to who asked for it. */
    static boolean passesBack(String name, Exchange exchange) {
        Call call = Call.of(exchange);
        return call != null
                && call.attempt() != null
                && call.attempt().request().passed() != null
                && (ANSWERED.contains(name.toLowerCase(Locale.ROOT))
                        || own(call).contains(name.toLowerCase(Locale.ROOT)));
    }

    /** What else the provider says of an answer that passes. */
    private static List<String> own(Call call) {
        String names = call.target().provider().parameter("answeredHeaders");
        return names.isEmpty() ? List.of() : List.of(names.split(" ", -1));
    }

    /** The answer becomes the body: a stream, read at the client's pace. */
    static void take(Call call, Message message, int status, Map<String, String> headers, UpstreamBody body)
            throws IOException {
        for (String name : ANSWERED) {
            String value = name.equals(LOCATION) ? location(call, headers.get(LOCATION)) : headers.get(name);
            if (value != null && !isSecret(call.target(), value)) {
                message.setHeader(name.equals("content-type") ? Exchange.CONTENT_TYPE : name, value);
            }
        }
        for (String name : own(call)) {
            String said = headers.get(name);
            String value = said == null || !said.contains("://") ? said : location(call, said);
            if (value != null && !value.contains("://") && !isSecret(call.target(), value)) {
                message.setHeader(name, value);
            }
        }
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        Deadlines deadlines = call.tries().deadlines();
        PassedBody passed = new PassedBody(body.atPace(), body.length(), deadlines::end);
        passed.beforeEnd(() -> call.answered(null, 0));
        message.setBody(passed);
    }

    /** Some providers repeat the key wherever they can. */
    private static boolean isSecret(Target target, String value) {
        return Secrets.known().isIn(value)
                || !Secrets.without(target.key(), value, "").equals(value);
    }

    /**
     * Where the provider sends the client on: what is its own is found here under the path by which it was asked; what is
     * somebody else's is told as it is, and is nothing that we ask for.
     */
    static String location(Call call, String said) {
        if (said == null) {
            return null;
        }
        ApiRequest request = call.attempt().request();
        Provider provider = call.target().provider();
        URI asked = URI.create(Address.of(provider, request.passed()));
        try {
            URI there = asked.resolve(said);
            if (there.getUserInfo() != null || there.getHost() == null) {
                return null;
            }
            String base = Address.of(provider, request.passed().at(""));
            String text = there.toString();
            if (text.equals(base) || text.startsWith(base + "/") || text.startsWith(base + "?")) {
                return request.passed().below().here() + text.substring(base.length());
            }
            boolean own = there.getRawAuthority().equals(asked.getRawAuthority());
            return own || !List.of("http", "https").contains(there.getScheme()) ? null : text;
        } catch (IllegalArgumentException e) {
            return null; // no address at all
        }
    }

    /** Those of a client's headers that its provider gets, whose own words the request is in. */
    static void headers(ApiRequest request, Provider provider, Message message) {
        for (String name : provider.parameter("passedHeaders").split(" ", -1)) {
            String value = request.original().header(name);
            if (value != null) {
                message.setHeader(name, value);
            }
        }
    }
}
