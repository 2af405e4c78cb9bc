package dev.serai.http;

import dev.serai.call.Call;
import dev.serai.stream.AnswerStream;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * An answer that nobody waits for at a connection: what would have been written, a stream's events to their end.
 *
 * @param headers names in lower case
 */
public record Reply(int status, Map<String, String> headers, byte[] body) {

    /** Of bytes, while they are collected: in a buffer that doubles, and as an array. */
    private static final long COPIES = 3;

    /**
     * What a route has left.
     *
     * @param most bytes that it may have
     */
    static Reply of(Exchange exchange, long most) throws IOException {
        Call call = Call.of(exchange);
        Message message = exchange.getMessage();
        Integer status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        Map<String, String> headers = new TreeMap<>();
        boolean undecided = message.getBody() instanceof AnswerStream answer && answer.undecided();
        AnswerHead.tell(exchange, undecided, (name, value) -> {
            if (!name.startsWith("Camel") && value != null) {
                headers.put(name.toLowerCase(Locale.ROOT), Responses.printable(value.toString()));
            }
        });
        headers.remove("content-length");
        return new Reply(status == null ? 200 : status, headers, body(call, message, most));
    }

    /** An error of the gateway's own. */
    public static Reply of(ApiException error) {
        Map<String, String> headers = new TreeMap<>();
        error.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
        headers.put("content-type", "application/json");
        return new Reply(error.status(), headers, Json.bytes(error.body()));
    }

    private static byte[] body(Call call, Message message, long most) throws IOException {
        Object body = message.getBody();
        if (body instanceof byte[] whole) {
            requireSmall(whole.length, most);
            Responses.said(call, whole, whole.length);
            return whole;
        }
        if (!(body instanceof InputStream stream)) {
            return new byte[0];
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean whole = Responses.pass(stream, message, (buffer, length, more) -> {
            requireSmall(bytes.size() + (long) length, most);
            call.memory().take(COPIES * length);
            bytes.write(buffer, 0, length);
        });
        ApiException failure = call.outcome().failure();
        if (!whole && bytes.size() == 0 && failure != null) {
            throw failure;
        }
        return bytes.toByteArray();
    }

    private static void requireSmall(long bytes, long most) {
        if (bytes > most) {
            throw new ApiException(
                    502,
                    "server_error",
                    "answer_too_large",
                    null,
                    "The answer has more than the " + most + " bytes that are kept of one");
        }
    }
}
