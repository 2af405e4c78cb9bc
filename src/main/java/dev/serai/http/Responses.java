package dev.serai.http;

import dev.serai.upstream.Call;
import dev.serai.wire.Ascii;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.ExchangeHelper;

/**
 * Writes what a route left in its exchange: status, headers, and the body, whole or event by event as it comes. Each
 * answer says who gave it and what of the time was ours.
 */
public final class Responses {

    private static final Pattern CONTROL = Pattern.compile("[^\\x20-\\x7e]");

    private final KeepAlives keepAlives;

    public Responses(KeepAlives keepAlives) {
        this.keepAlives = keepAlives;
    }

    void write(Exchange exchange, HttpServletResponse response, Client client) throws IOException {
        Message message = ExchangeHelper.getResultMessage(exchange);
        Integer status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, Integer.class);
        response.setStatus(exchange.getException() != null ? 500 : status == null ? 200 : status);
        describe(Call.of(exchange), response); // first: what others have to say may find no room
        message.getHeaders().forEach((name, value) -> header(response, name, value));
        Object body = message.getBody();
        if (!(body instanceof InputStream)) {
            client.close();
        }
        if (exchange.getException() != null || body == null) {
            response.setContentLength(0);
        } else if (body instanceof byte[] bytes) {
            response.setContentLength(bytes.length);
            response.getOutputStream().write(bytes);
        } else if (body instanceof InputStream stream) {
            stream(stream, response, client);
        } else {
            throw new IllegalStateException("A route ended with a body of " + body.getClass());
        }
    }

    private void stream(InputStream events, HttpServletResponse response, Client client) throws IOException {
        ServletOutputStream out = response.getOutputStream();
        byte[] buffer = new byte[8192];
        try (KeepAlives.Watch watch = keepAlives.watch(out, events, client.connection())) {
            watch.write(buffer, 0, false); // the head
            for (int n = events.read(buffer); n >= 0; n = events.read(buffer)) {
                watch.write(buffer, n, events.available() > 0);
            }
        }
        client.close();
        out.close();
    }

    private static void describe(Call call, HttpServletResponse response) {
        if (call.target() != null) {
            header(response, "x-serai-provider", call.target().provider().name());
            header(response, "x-serai-model", call.target().model());
        } else if (call.asked() != null) {
            header(response, "x-serai-model", call.asked().model());
        }
        if (!call.dropped().isEmpty()) {
            header(response, "x-serai-dropped-params", String.join(", ", call.dropped()));
        }
        String trail = call.tries().trail();
        if (!trail.isEmpty()) {
            header(response, "x-serai-attempts", trail);
        }
        response.setHeader("x-serai-overhead-ms", Envelope.millis(call.overheadNanos()));
    }

    /** Camel's own headers stay here; control characters, which could begin another header, are taken out. */
    private static void header(HttpServletResponse response, String name, Object value) {
        if (!name.startsWith("Camel") && value != null) {
            String text = value.toString();
            response.setHeader(
                    name, Ascii.isPrintable(text) ? text : CONTROL.matcher(text).replaceAll("?"));
        }
    }
}
