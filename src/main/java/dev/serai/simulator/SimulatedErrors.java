package dev.serai.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import dev.serai.wire.Passed;
import java.util.List;
import java.util.Map;

/** Refusals in the words of the API that is asked: what passes is not translated by anybody. */
final class SimulatedErrors {

    /** <a href="https://google.aip.dev/193">Google's</a>, by status. */
    private static final Map<Integer, String> WORDS = Map.of(
            401, "UNAUTHENTICATED",
            403, "PERMISSION_DENIED",
            404, "NOT_FOUND",
            408, "DEADLINE_EXCEEDED",
            409, "ALREADY_EXISTS",
            429, "RESOURCE_EXHAUSTED",
            503, "UNAVAILABLE",
            529, "UNAVAILABLE");

    private static final int OK = 200;
    private static final int SERVERS = 500;

    private SimulatedErrors() {}

    static Reply of(Passed asked, ApiException why) {
        return reply(asked, why.status(), why).with(why.headers());
    }

    /** One that comes with the status of an answer. */
    static Reply afterOk(Passed asked) {
        return reply(asked, OK, Misbehaviour.SERVER_ERROR.refusal().orElseThrow());
    }

    private static Reply reply(Passed asked, int status, ApiException why) {
        List<BodyPart> body = List.of(BodyPart.of(Json.bytes(body(asked, why))));
        return Reply.of(status, Reply.JSON, body.iterator());
    }

    private static ObjectNode body(Passed asked, ApiException why) {
        String path = SimulatedRequest.path(asked);
        if (path.startsWith("/v1beta/") || path.startsWith("/upload/")) {
            String otherwise = why.status() < SERVERS ? "INVALID_ARGUMENT" : "INTERNAL";
            ObjectNode body = Json.MAPPER.createObjectNode();
            body.putObject("error")
                    .put("code", why.status())
                    .put("message", why.getMessage())
                    .put("status", WORDS.getOrDefault(why.status(), otherwise));
            return body;
        }
        return path.startsWith("/messages/") ? MessageWords.error(why.status(), why.getMessage()) : why.body();
    }
}
