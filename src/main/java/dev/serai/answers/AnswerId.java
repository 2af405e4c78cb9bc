package dev.serai.answers;

import dev.serai.access.Caller;
import dev.serai.wire.ApiException;
import org.apache.camel.Exchange;

/** Which answer is meant, and by whom: an id counts for its owner alone, and nobody else learns that it exists. */
final class AnswerId {

    /** What providers give is shorter. */
    static final int LONGEST = 200;

    private static final int LONGEST_SHOWN = 80;

    private AnswerId() {}

    /** The answer of that id, if it is one of the caller's. */
    static KeptAnswer.Key of(Exchange exchange, String id) {
        return new KeptAnswer.Key(owner(exchange), id);
    }

    /** Who may have what the caller is answered. */
    static String owner(Exchange exchange) {
        return Caller.of(exchange).tenant();
    }

    /** Whether it may be one: it is found by it, in a database. */
    static boolean is(String id) {
        return !id.isEmpty() && id.length() <= LONGEST && id.chars().allMatch(it -> it > ' ' && it <= '~');
    }

    /** An id for a message. */
    static String shown(String id) {
        return id.length() > LONGEST_SHOWN ? id.substring(0, LONGEST_SHOWN) + "…" : id;
    }

    /** The id that is asked for is none of the caller's. */
    static ApiException notFound(String id) {
        return new ApiException(
                404,
                "invalid_request_error",
                "response_not_found",
                null,
                "Response with id '" + shown(id) + "' not found.");
    }
}
