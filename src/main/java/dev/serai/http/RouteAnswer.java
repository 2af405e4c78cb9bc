package dev.serai.http;

import dev.serai.call.BodyConverters;
import dev.serai.call.Call;
import dev.serai.call.PassedBody;
import dev.serai.stream.AnswerStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** What a route has left in its exchange, be it the answer of a provider or whatever its steps have put in that place. */
public final class RouteAnswer {

    static final String EVENTS = "text/event-stream";

    private static final String JSON = "application/json";

    private RouteAnswer() {}

    /**
     * Makes bytes of the body, unless it is a stream, which can be read from then on. A provider's stream that something else is in
     * the place of is closed.
     *
     * @throws RuntimeException if the answer cannot be written
     */
    public static void settle(Exchange exchange) throws IOException {
        closeReplaced(exchange);
        Message message = exchange.getMessage();
        requireStatus(message);
        Object body = message.getBody();
        if (body instanceof AnswerStream stream) {
            stream.give();
            Call.of(exchange).outcome().tells(stream);
        } else if (body instanceof PassedBody passed && passed.begun()) {
            throw new IllegalStateException(
                    "A step has read the answer, which passes as it comes, and left nothing of it:"
                            + " convertBodyTo keeps what it reads");
        } else if (body instanceof byte[] bytes) {
            requireType(message, bytes, false);
        } else if (body != null && !(body instanceof InputStream)) {
            boolean json = BodyConverters.isJson(body);
            byte[] bytes = BodyConverters.bytes(exchange, body);
            if (bytes == null) {
                throw new IllegalStateException(
                        "A route ended with a body of " + body.getClass() + ", which is no text");
            }
            message.setBody(bytes);
            requireType(message, bytes, json);
        }
    }

    /** Closes the stream of a provider that is not the answer any more. */
    static void closeReplaced(Exchange exchange) {
        AnswerStream answer = Call.of(exchange).outcome().stream();
        Object body = exchange.getMessage().getBody();
        if (answer != null && !(body instanceof AnswerStream stream && stream.isOf(answer))) {
            answer.abandon();
        }
    }

    /** A tree has no other form, and an object in the place of a stream is no event. */
    private static void requireType(Message message, byte[] bytes, boolean json) {
        String type = message.getHeader(Exchange.CONTENT_TYPE, "", String.class);
        boolean object = json || (bytes.length > 0 && (bytes[0] == '{' || bytes[0] == '['));
        if (object && (type.startsWith(EVENTS) || (json && type.isEmpty()))) {
            message.setHeader(Exchange.CONTENT_TYPE, JSON);
        }
    }

    private static void requireStatus(Message message) {
        Integer status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        if (status != null && (status < 200 || status > 599)) {
            throw new IllegalStateException("A route ended with the status " + status + ", which no answer has");
        }
    }
}
