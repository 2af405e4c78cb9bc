package dev.serai.answers;

import dev.serai.access.Caller;
import dev.serai.wire.ApiException;
import org.apache.camel.Exchange;

/** Whose an answer is: its caller's project's, or the caller's where that has none. Nobody else learns that it exists. */
final class Owners {

    private Owners() {}

    static String of(Exchange exchange) {
        Caller caller = Caller.of(exchange);
        return caller.project() == null ? caller.id() : caller.project();
    }

    /** The id that is asked for is none of the caller's. */
    static ApiException notFound(String id) {
        return new ApiException(
                404, "invalid_request_error", "response_not_found", null, "Response with id '" + id + "' not found.");
    }
}
