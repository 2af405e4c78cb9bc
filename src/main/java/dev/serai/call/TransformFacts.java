package dev.serai.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import dev.serai.provider.UpstreamHeaders;
import dev.serai.wire.Json;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The variables that transforms may read. */
public final class TransformFacts {

    private TransformFacts() {}

    /** Of who is asked, what is asked, and the headers of the answer, names in lower case. */
    public static Map<String, JsonNode> of(JsonNode target, JsonNode request, Map<String, String> headers) {
        Map<String, JsonNode> facts = new HashMap<>();
        facts.put("target", target);
        facts.put("request", request);
        facts.put("headers", UpstreamHeaders.json(headers));
        facts.put("now", LongNode.valueOf(Instant.now().getEpochSecond()));
        facts.put("state", Json.MAPPER.createObjectNode());
        return facts;
    }
}
