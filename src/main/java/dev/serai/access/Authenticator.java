package dev.serai.access;

import dev.serai.http.HttpRequestFacts;
import dev.serai.wire.ApiException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The step {@code authenticate}: finds out who calls from the headers alone, before the body is read, and sets the
 * variable {@code caller}. Keys are kept as SHA-256 and compared in constant time. Without any key the gateway is open
 * to its own machine and to nobody else.
 */
public final class Authenticator implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(Authenticator.class);
    private static final String BEARER = "Bearer ";
    private static final List<String> FORWARDED = List.of("Forwarded", "X-Forwarded-For", "X-Real-IP");

    private final List<byte[]> hashes;
    private final String header;

    /**
     * Takes the keys that may call.
     *
     * @param header a further header that may carry the key, or empty
     */
    public Authenticator(List<String> keys, String header) {
        this.hashes = keys.stream()
                .map(String::strip)
                .filter(key -> !key.isEmpty())
                .map(Authenticator::sha256)
                .toList();
        this.header = header;
        if (hashes.isEmpty()) {
            LOG.warn("No caller keys are set: requests from this machine are served, all others are refused."
                    + " Set SERAI_KEYS to a comma-separated list of keys to serve them.");
        }
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        exchange.setVariable("caller", hashes.isEmpty() ? local(message) : keyHolder(message));
    }

    private String keyHolder(Message message) {
        String key = key(message);
        if (key == null) {
            throw unauthorized("No API key was given; send it as 'Authorization: Bearer <key>'");
        }
        byte[] hash = sha256(key);
        int holder = -1;
        for (int i = 0; i < hashes.size(); i++) {
            if (MessageDigest.isEqual(hashes.get(i), hash)) {
                holder = i;
            }
        }
        if (holder < 0) {
            throw unauthorized("The API key is not known here");
        }
        return "key-" + holder;
    }

    private static String local(Message message) {
        HttpRequestFacts request = message.getHeader(HttpRequestFacts.HEADER, HttpRequestFacts.class);
        boolean forwarded = FORWARDED.stream().anyMatch(name -> message.getHeader(name) != null);
        if (forwarded || !isLoopback(request.remoteAddress())) {
            throw unauthorized("This gateway has no caller keys and serves its own machine only; set SERAI_KEYS");
        }
        return "local";
    }

    /** The configured header goes first: who configures one may need {@code Authorization} for something else. */
    private String key(Message message) {
        String own = header.isEmpty() ? null : message.getHeader(header, String.class);
        if (own != null) {
            return own;
        }
        String authorization = message.getHeader("Authorization", String.class);
        if (authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return authorization.substring(BEARER.length()).strip();
        }
        return message.getHeader("x-api-key", String.class);
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static ApiException unauthorized(String message) {
        return new ApiException(401, "invalid_request_error", "invalid_api_key", null, message);
    }

    private static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JRE has SHA-256", e);
        }
    }
}
