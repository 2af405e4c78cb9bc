package dev.serai.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.call.Call;
import dev.serai.call.Duplex;
import dev.serai.call.Target;
import dev.serai.provider.Address;
import dev.serai.provider.UpstreamHeaders;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.Json;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.http.HttpMethods;

/** Requests for sessions: a connection that goes on as a WebSocket in place of an answer. */
final class Sessions {

    /** What is said in a session is accounted for by itself. */
    private static final JsonNode NOTHING =
            Json.MAPPER.createObjectNode().put("prompt_tokens", 0).put("completion_tokens", 0);

    private Sessions() {}

    /** Makes a message of it: address and what the HTTP client is to ask for. */
    static void fill(Message message, Call call, Target target, ApiRequest request) {
        message.setBody(Upgrade.wish(call));
        message.setHeader(Exchange.HTTP_METHOD, HttpMethods.GET);
        message.setHeader(Exchange.HTTP_URI, Address.of(target.provider(), request, false, target.model()));
    }

    /** The session is there; whoever gets it has it until its end. */
    static void accept(Call call, Message message, Map<String, String> headers, Duplex session) {
        call.attempt().answered(headers);
        call.attempt().isSent();
        call.waiting().breaksOff(session::abort);
        message.removeHeaders("*");
        UpstreamHeaders.forCaller(headers, call.target().provider().rateLimits(), Instant.now())
                .forEach(message::setHeader);
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, Duplex.STATUS);
        message.setBody(session);
        call.answered(NOTHING, 0);
        call.tries().ends();
        call.tries().over();
    }
}
