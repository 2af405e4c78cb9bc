package dev.serai.http;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Writes what a route left in its exchange: status, headers, and the body, whole or event by event as it comes. Each
 * answer says who gave it, if that is known, and what of the time was ours.
 */
public final class Responses {

    /** What is passed on at a time: each of many streams has room for some events, whatever else for more. */
    private static final int EVENTS = 1 << 11;

    private static final int BYTES = 1 << 13;

    private static final Pattern CONTROL = Pattern.compile("[^\\x20-\\x7e]");

    private final KeepAlives keepAlives;
    private final EarlyStreams early;

    /** Takes what an answer says. */
    @FunctionalInterface
    interface Out {

        /** Takes bytes; whether the rest of an event is still to come. */
        void write(byte[] bytes, int length, boolean more) throws IOException;
    }

    public Responses(KeepAlives keepAlives, EarlyStreams early) {
        this.keepAlives = keepAlives;
        this.early = early;
    }

    EarlyStreams early() {
        return early;
    }

    /**
     * Writes an answer.
     *
     * @param begun whether the head of a stream is out already
     */
    void write(Exchange exchange, HttpServletResponse response, Client client, boolean begun) throws IOException {
        Message message = exchange.getMessage();
        Integer status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        response.setStatus(exchange.getException() != null ? 500 : status == null ? 200 : status);
        Object body = message.getBody();
        if (begun && !(body instanceof AnswerStream)) {
            fail(Call.of(exchange), client.delivery(response.getOutputStream()), client);
            return;
        }
        boolean undecided = begun || (body instanceof AnswerStream answer && answer.undecided());
        AnswerHead.tell(exchange, undecided, (name, value) -> header(response, name, value));
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
            stream(stream, message, client.delivery(response.getOutputStream()), client);
        } else {
            throw new IllegalStateException("a body that was not settled: " + body.getClass());
        }
    }

    /**
     * A stream that ends in an error has no proper end: some clients do not know the event, and all know that. But in formats
     * whose clients do.
     */
    private void stream(InputStream stream, Message message, OutputStream out, Client client) throws IOException {
        boolean whole;
        Call call = Call.of(message.getExchange());
        byte[] ping = isEvents(stream, message) ? ping(call) : null;
        try (KeepAlives.Watch watch = keepAlives.watch(out, stream, client.connection(), ping)) {
            watch.write(new byte[0], 0, false); // the head
            whole = pass(stream, message, watch::write);
        }
        client.close();
        end(call, whole, out, client);
    }

    /** Ends a stream that has begun before there was an answer, and there is none. */
    private static void fail(Call call, OutputStream out, Client client) throws IOException {
        client.close();
        ApiException failure = call.outcome().failure();
        out.write(event(call, failure == null ? ErrorAnswer.error(new IllegalStateException("no stream")) : failure));
        out.flush();
        end(call, false, out, client);
    }

    private static void end(Call call, boolean whole, OutputStream out, Client client) throws IOException {
        if (whole || (call.hooks().format() != null && call.hooks().format().tellsFailures())) {
            out.close();
        } else {
            client.cut();
        }
    }

    /** What tells the client that all is well: an event, where its format has one. */
    static byte[] ping(Call call) {
        return call.hooks().format() == null
                ? new byte[0]
                : call.hooks().format().ping();
    }

    /** False if the last event was an error. */
    static boolean pass(InputStream stream, Message message, Out out) throws IOException {
        Call call = Call.of(message.getExchange());
        boolean events = isEvents(stream, message);
        byte[] buffer = new byte[events ? EVENTS : BYTES];
        for (int n = read(stream, call, buffer); n >= 0; n = read(stream, call, buffer)) {
            out.write(buffer, n, stream.available() > 0);
            if (events) {
                said(call, buffer, n);
            }
        }
        ApiException failure = call.outcome().failure();
        if (failure != null && !events) {
            return false;
        }
        if (failure != null) {
            byte[] last = event(call, failure);
            out.write(last, last.length, false);
            return false;
        }
        return !(stream instanceof AnswerStream answer) || answer.error() == null;
    }

    /** The last event of a stream that ends in an error. */
    private static byte[] event(Call call, ApiException failure) {
        JsonNode error = failure.body().get("error");
        return call.hooks().format() == null
                ? StreamErrors.event(error)
                : call.hooks().format().event(call.asked().operation(), error);
    }

    /** Between bytes that a step of a team has left nothing may be said, unless it says that they are events. */
    private static boolean isEvents(InputStream answer, Message message) {
        return answer instanceof AnswerStream stream
                ? stream.isEvents()
                : message.getHeader(Exchange.CONTENT_TYPE, "", String.class).startsWith(RouteAnswer.EVENTS);
    }

    static void said(Call call, byte[] bytes, int length) {
        Said said = call.outcome().said();
        if (said != null) {
            said.sends(bytes, length);
        }
    }

    /** What fails here in a way that nobody expected ends the stream as any other failure does. */
    private static int read(InputStream events, Call call, byte[] buffer) {
        try {
            return events.read(buffer);
        } catch (IOException | RuntimeException | Error e) {
            call.outcome().failed(ErrorAnswer.error(e));
            return -1;
        }
    }

    /** Camel's own headers stay here; control characters, which could begin another header, are taken out. */
    static void header(HttpServletResponse response, String name, Object value) {
        if (!name.startsWith("Camel") && value != null) {
            response.setHeader(name, printable(value.toString()));
        }
    }

    static String printable(String text) {
        return Ascii.isPrintable(text) ? text : CONTROL.matcher(text).replaceAll("?");
    }
}
