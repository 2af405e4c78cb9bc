package dev.serai.routing;

import java.util.concurrent.CompletionException;

/** The routes or transforms cannot serve; the message says what is wrong and where. */
final class InvalidRoutesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidRoutesException(String location, Exception cause) {
        super("The routes in " + location + " cannot be served: " + reasons(cause), cause);
    }

    /** The causes' messages, outermost first, without repetition. */
    private static String reasons(Throwable cause) {
        StringBuilder reasons = new StringBuilder();
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof CompletionException) {
                continue; // says nothing of its own
            }
            String message = String.valueOf(t.getMessage());
            if (reasons.indexOf(message) < 0) {
                reasons.append(reasons.isEmpty() ? "" : "; because ").append(message);
            }
        }
        return reasons.toString();
    }
}
