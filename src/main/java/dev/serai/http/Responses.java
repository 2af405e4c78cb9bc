package dev.serai.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.call.Attempt;
import dev.serai.call.BodyConverters;
import dev.serai.call.Call;
import dev.serai.call.PassedBody;
import dev.serai.call.Said;
import dev.serai.stream.AnswerStream;
import dev.serai.stream.StreamErrors;
import dev.serai.wire.ApiException;
import dev.serai.wire.Ascii;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.ExchangeHelper;

/**
 * Writes what a route left in its exchange: status, headers, and the body, whole or event by event as it comes. Each
 * answer says who gave it, if that is known, and what of the time was ours.
 */
public final class Responses {

    private static final Pattern CONTROL = Pattern.compile("[^\\x20-\\x7e]");

    private static final String UPSTREAM_ID = "x-upstream-request-id";

    private final KeepAlives keepAlives;

    public Responses(KeepAlives keepAlives) {
        this.keepAlives = keepAlives;
    }

    void write(Exchange exchange, HttpServletResponse response, Client client) throws IOException {
        Message message = ExchangeHelper.getResultMessage(exchange);
        Integer status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        response.setStatus(exchange.getException() != null ? 500 : status == null ? 200 : status);
        Object body = message.getBody();
        boolean undecided = body instanceof AnswerStream answer && answer.undecided();
        describe(Call.of(exchange), undecided, response); // first: what others have to say may find no room
        message.getHeaders().forEach((name, value) -> {
            if (!undecided || !name.equals(UPSTREAM_ID)) {
                header(response, name, value);
            }
        });
        if (Call.of(exchange).hooks().format() != null) {
            ownHeaders(Call.of(exchange), message).forEach((name, value) -> header(response, name, value));
        }
        if (!(body instanceof InputStream)) {
            client.close();
        }
        if (exchange.getException() != null || body == null) {
            response.setContentLength(0);
        } else if (body instanceof byte[] bytes) {
            response.setContentLength(bytes.length);
            client.delivery(response.getOutputStream()).write(bytes);
            said(Call.of(exchange), bytes, bytes.length);
        } else if (body instanceof PassedBody passed) {
            Downloading.write(passed, response, client, Call.of(exchange));
        } else if (body instanceof InputStream stream) {
            stream(stream, Call.of(exchange), client.delivery(response.getOutputStream()), client);
        } else {
            throw new IllegalStateException("a body that was not settled: " + body.getClass());
        }
    }

    /**
     * Makes bytes of the body that a route has left, unless it is a stream. A provider's stream that the route has put
     * something else in the place of is closed.
     *
     * @throws RuntimeException if the body cannot be written
     */
    public static void settle(Exchange exchange) throws IOException {
        Message message = ExchangeHelper.getResultMessage(exchange);
        Object body = message.getBody();
        AnswerStream answer = Call.of(exchange).outcome().stream();
        if (answer != null && !(body instanceof AnswerStream stream && stream.isOf(answer))) {
            answer.abandon();
        }
        if (body == null || body instanceof byte[] || body instanceof InputStream) {
            return;
        }
        byte[] bytes = BodyConverters.bytes(exchange, body);
        if (bytes == null) {
            throw new IllegalStateException("A route ended with a body of " + body.getClass() + ", which is no text");
        }
        message.setBody(bytes);
    }

    /**
     * A stream that ends in an error has no proper end: some clients do not know the event, and all know that. But in formats
     * whose clients do.
     */
    private void stream(InputStream events, Call call, OutputStream out, Client client) throws IOException {
        boolean whole;
        byte[] ping = isEvents(events) ? ping(call) : null;
        try (KeepAlives.Watch watch = keepAlives.watch(out, events, client.connection(), ping)) {
            watch.write(new byte[0], 0, false); // the head
            whole = pass(events, call, watch);
        }
        client.close();
        if (whole || (call.hooks().format() != null && call.hooks().format().tellsFailures())) {
            out.close();
        } else {
            client.cut();
        }
    }

    /** What tells the client that all is well: an event, where its format has one. */
    private static byte[] ping(Call call) {
        return call.hooks().format() == null
                ? new byte[0]
                : call.hooks().format().ping();
    }

    /** False if the last event was an error. */
    private static boolean pass(InputStream events, Call call, KeepAlives.Watch watch) throws IOException {
        byte[] buffer = new byte[8192];
        for (int n = read(events, call, buffer); n >= 0; n = read(events, call, buffer)) {
            watch.write(buffer, n, events.available() > 0);
            if (isEvents(events)) {
                said(call, buffer, n);
            }
        }
        ApiException failure = call.outcome().failure();
        if (failure != null && !isEvents(events)) {
            return false;
        }
        if (failure != null) {
            JsonNode error = failure.body().get("error");
            byte[] last = call.hooks().format() == null
                    ? StreamErrors.event(error)
                    : call.hooks().format().event(call.asked().operation(), error);
            watch.write(last, last.length, false);
            return false;
        }
        return !(events instanceof AnswerStream answer) || answer.error() == null;
    }

    private static boolean isEvents(InputStream answer) {
        return !(answer instanceof AnswerStream stream) || stream.isEvents();
    }

    private static void said(Call call, byte[] bytes, int length) {
        Said said = call.outcome().said();
        if (said != null) {
            said.sends(bytes, length);
        }
    }

    /** What fails here in a way that nobody expected ends the stream as any other failure does. */
    private static int read(InputStream events, Call call, byte[] buffer) throws IOException {
        try {
            return events.read(buffer);
        } catch (RuntimeException | Error e) {
            call.outcome().failed(ErrorAnswer.error(e));
            return -1;
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
    static void describe(Call call, boolean undecided, HttpServletResponse response) {
        response.setHeader("x-serai-overhead-ms", Envelope.millis(call.overheadNanos()));
        if (undecided) {
            call.answerers().headersAreSilent();
            return;
        }
        if (call.target() != null) {
            header(response, "x-serai-provider", call.target().provider().name());
            name(response, call.target().model());
        } else if (call.asked() != null) {
            name(response, call.asked().model());
        }
        List<String> dropped = call.attempts().dropped();
        if (!dropped.isEmpty()) {
            header(response, "x-serai-dropped-params", String.join(", ", dropped));
        }
        String trail = call.tries().trail();
        if (!trail.isEmpty()) {
            header(response, "x-serai-attempts", trail);
        }
    }

    /** Of what passes as it came none is known. */
    private static void name(HttpServletResponse response, String model) {
        if (!model.isEmpty()) {
            header(response, "x-serai-model", model);
        }
    }

    /** Camel's own headers stay here; control characters, which could begin another header, are taken out. */
    static void header(HttpServletResponse response, String name, Object value) {
        if (!name.startsWith("Camel") && value != null) {
            String text = value.toString();
            response.setHeader(
                    name, Ascii.isPrintable(text) ? text : CONTROL.matcher(text).replaceAll("?"));
        }
    }
}
