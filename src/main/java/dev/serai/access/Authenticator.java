package dev.serai.access;

import dev.serai.http.HttpRequestFacts;
import dev.serai.wire.ApiException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The step {@code authenticate}: finds out who calls from the headers alone, before the body is read, and sets the
 * variable {@code caller}. Without any key the gateway is open to its own machine and to nobody else.
 */
public final class Authenticator implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(Authenticator.class);

    private final Keys keys;
    private final String header;
    private final Loopback loopback;

    /**
     * Takes the keys that may call.
     *
     * @param header a further header that may carry the key, or empty
     * @param loopback who may call without one, where there is none
     */
    public Authenticator(List<String> keys, String header, Loopback loopback) {
        this.keys = new Keys(keys);
        this.header = header;
        this.loopback = loopback;
        if (this.keys.isEmpty()) {
            LOG.warn("No caller keys are set: requests from this machine are served, all others are refused."
                    + " Set SERAI_KEYS to a comma-separated list of keys to serve them.");
        }
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        exchange.setVariable("caller", keys.isEmpty() ? local(message) : keyHolder(message));
    }

    private String keyHolder(Message message) {
        String key = key(message);
        if (key == null) {
            throw unauthorized("No API key was given; send it as 'Authorization: Bearer <key>'");
        }
        int holder = keys.indexOf(key);
        if (holder < 0) {
            throw unauthorized("The API key is not known here");
        }
        return "key-" + holder;
    }

    private String local(Message message) {
        HttpRequestFacts request = message.getHeader(HttpRequestFacts.HEADER, HttpRequestFacts.class);
        if (!loopback.admits(request.remoteAddress(), headers(message))) {
            throw unauthorized("This gateway has no caller keys and serves programs of its own machine only;"
                    + " set SERAI_KEYS, or SERAI_CORS_ORIGINS for pages");
        }
        return "local";
    }

    /** The configured header goes first: who configures one may need {@code Authorization} for something else. */
    private String key(Message message) {
        UnaryOperator<String> headers = headers(message);
        String own = header.isEmpty() ? null : headers.apply(header);
        if (own != null) {
            return own;
        }
        String bearer = Keys.bearer(headers);
        return bearer != null ? bearer : headers.apply("x-api-key");
    }

    private static UnaryOperator<String> headers(Message message) {
        return name -> message.getHeader(name, String.class);
    }

    private static ApiException unauthorized(String message) {
        return new ApiException(401, "invalid_request_error", "invalid_api_key", null, message);
    }
}
