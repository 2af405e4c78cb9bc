package dev.serai.realtime;

import dev.serai.access.ClientSecret;
import dev.serai.call.Target;
import dev.serai.call.Trace;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.HttpRequestFacts;
import java.util.Map;
import org.apache.camel.Endpoint;

/**
 * How a session was asked for: each response in it is asked for in the same way.
 *
 * @param headers those of the request, which say who calls
 * @param from where requests come in, as records name it
 * @param place that it has among all sessions
 * @param trace its own; null where requests have none
 * @param secret by which it was asked for in place of a key; null for none
 * @param target whose model it is; null until somebody is connected
 */
record Opening(
        String requestId,
        Map<String, Object> headers,
        HttpRequestFacts facts,
        ApiRequest request,
        Endpoint from,
        Sessions.Place place,
        Trace trace,
        ClientSecret secret,
        Target target) {

    /** The variable that has it; Java's alone. */
    static final String VARIABLE = "realtime";

    Opening with(Target connected) {
        return new Opening(requestId, headers, facts, request, from, place, trace, secret, connected);
    }
}
