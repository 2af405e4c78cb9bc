package dev.serai.http;

import dev.serai.call.Attempt;
import dev.serai.call.Call;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** What the head of an answer says: who gave it, what a route has left in its headers, and what its client's format wants. */
final class AnswerHead {

    private static final String UPSTREAM_ID = "x-upstream-request-id";

    private AnswerHead() {}

    /** Tells all of it, name by name. */
    static void tell(Exchange exchange, boolean undecided, BiConsumer<String, Object> headers) {
        Call call = Call.of(exchange);
        Message message = exchange.getMessage();
        describe(call, undecided, headers); // first: what others have to say may find no room
        message.getHeaders().forEach((name, value) -> {
            if (!undecided || !name.equals(UPSTREAM_ID)) {
                headers.accept(name, value);
            }
        });
        if (call.hooks().format() != null) {
            ownHeaders(call, message).forEach(headers);
        }
    }

    /** Those that clients of another format look for. */
    private static Map<String, String> ownHeaders(Call call, Message message) {
        Map<String, String> answer = new HashMap<>();
        message.getHeaders().forEach((name, value) -> {
            if (!name.startsWith("Camel") && value != null) {
                answer.put(name.toLowerCase(Locale.ROOT), value.toString());
            }
        });
        Attempt last = call.attempt();
        boolean passes = last != null && last.isAsSaid();
        return call.hooks().format().headers(call.requestId(), answer, passes ? last.answerHeaders() : Map.of());
    }

    /** What is not known yet is not said: the usage of the stream says it in the end. */
    static void describe(Call call, boolean undecided, BiConsumer<String, Object> headers) {
        headers.accept("x-serai-overhead-ms", Envelope.millis(call.overheadNanos()));
        if (undecided) {
            call.answerers().headersAreSilent();
            return;
        }
        if (call.target() != null) {
            headers.accept("x-serai-provider", call.target().provider().name());
            name(headers, call.target().model());
        } else if (call.asked() != null) {
            name(headers, call.asked().model());
        }
        List<String> dropped = call.attempts().dropped();
        if (!dropped.isEmpty()) {
            headers.accept("x-serai-dropped-params", String.join(", ", dropped));
        }
        String trail = call.tries().trail();
        if (!trail.isEmpty()) {
            headers.accept("x-serai-attempts", trail);
        }
    }

    /** Of what passes as it came none is known. */
    private static void name(BiConsumer<String, Object> headers, String model) {
        if (!model.isEmpty()) {
            headers.accept("x-serai-model", model);
        }
    }
}
