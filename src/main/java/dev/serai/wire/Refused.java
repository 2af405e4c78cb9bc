package dev.serai.wire;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A refusal that a route file words itself, in Camel's {@code throwException}:
 * {@code message: "400 prompt_too_long: Prompts over 100 kB are not served here"}.
 */
public final class Refused extends ApiException {

    private static final long serialVersionUID = 1L;

    private static final Pattern WORDS = Pattern.compile("([45]\\d\\d) ([a-z0-9_]+): (.+)", Pattern.DOTALL);

    /**
     * Takes a refusal in one line.
     *
     * @param message HTTP status from 400 to 599, code, colon, and what is wrong and what to do; anything else is said to
     *     the caller as it is, with 400
     */
    public Refused(String message) {
        this(WORDS.matcher(message), message);
    }

    private Refused(Matcher words, String message) {
        super(
                words.matches() ? Integer.parseInt(words.group(1)) : 400,
                type(words),
                words.matches() ? words.group(2) : null,
                null,
                words.matches() ? words.group(3) : message);
    }

    private static String type(Matcher words) {
        String status = words.matches() ? words.group(1) : "400";
        return status.equals("429") ? "requests" : status.startsWith("5") ? "server_error" : "invalid_request_error";
    }
}
