package dev.serai.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.log.Secrets;
import dev.serai.wire.Json;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which of a provider's response headers the caller sees, and under which name: retry hints and rate limits under
 * OpenAI's names, the provider's request id as {@code x-upstream-request-id}. Everything else stays here.
 */
public final class UpstreamHeaders {

    private static final String[] REQUEST_IDS = {
        "request-id", "x-request-id", "x-generation-id", "apim-request-id", "x-amzn-requestid"
    };
    private static final Set<String> RETRY_HINTS = Set.of("retry-after", "retry-after-ms", "x-should-retry");

    /** Providers have a dozen at most, and each is a few words. */
    private static final int MOST_PASSED = 24;

    private static final int LONGEST = 256;
    private static final int LONGEST_ID = 128;
    private static final String ID_MARKS = "._:/+=-";
    private static final String[] WHATS = {"limit", "remaining", "reset"};

    private UpstreamHeaders() {}

    /** Whether a header is read at all: by the caller, by an error transform or by a response transform. */
    public static boolean relevant(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.equals("content-type")
                || lower.equals("x-should-retry")
                || lower.startsWith("retry-after")
                || lower.contains("ratelimit")
                || lower.contains("tokenlimit")
                || lower.endsWith("-tokens") // what the usage leaves out
                || lower.endsWith("request-id")
                || lower.endsWith("requestid")
                || lower.endsWith("errortype")
                || lower.equals("x-generation-id");
    }

    /**
     * Those of a provider's headers that the caller sees.
     *
     * @param upstream the provider's headers, names in lower case
     * @param rateLimits the provider's header prefixes -> {@code requests} or {@code tokens}
     */
    public static Map<String, String> forCaller(
            Map<String, String> upstream, Map<String, String> rateLimits, Instant now) {
        Map<String, String> headers = new LinkedHashMap<>();
        upstream.forEach((name, value) -> {
            boolean passes = name.startsWith("x-ratelimit-") || RETRY_HINTS.contains(name);
            if (passes && headers.size() < MOST_PASSED && isSensible(name) && isSensible(value)) {
                headers.put(name, value);
            }
        });
        rateLimits.forEach((prefix, counted) -> {
            for (String what : WHATS) {
                String value = upstream.get(prefix + "-" + what);
                if (value != null && isSensible(value)) {
                    headers.put(
                            "x-ratelimit-" + what + "-" + counted, what.equals("reset") ? duration(value, now) : value);
                }
            }
        });
        for (String name : REQUEST_IDS) {
            String id = upstream.get(name);
            if (id != null && isId(id) && isSensible(id)) {
                headers.put("x-upstream-request-id", id);
                break;
            }
        }
        return headers;
    }

    /** Some providers repeat the key wherever they can. */
    private static boolean isSensible(String text) {
        return text.length() <= LONGEST && !Secrets.known().isIn(text);
    }

    private static boolean isId(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > '~' || !(Character.isLetterOrDigit(c) || ID_MARKS.indexOf(c) >= 0)) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= LONGEST_ID;
    }

    /** OpenAI's resets are durations ({@code 12s}); some providers give the moment instead, in RFC 3339. */
    private static String duration(String reset, Instant now) {
        try {
            Duration left = Duration.between(now, OffsetDateTime.parse(reset).toInstant());
            return Math.max(0, left.toSeconds()) + "s";
        } catch (DateTimeException e) {
            return reset;
        }
    }

    public static ObjectNode json(Map<String, String> headers) {
        ObjectNode json = Json.MAPPER.createObjectNode();
        headers.forEach(json::put);
        return json;
    }
}
