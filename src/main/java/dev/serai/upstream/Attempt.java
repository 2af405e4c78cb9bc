package dev.serai.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.Json;
import dev.serai.wire.Memory;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is asked of whom, and what is known of the answer before it is read. */
final class Attempt {

    private final Target target;
    private final ApiRequest request;
    private final boolean continues;
    private final Memory.Share memory;
    private List<String> dropped = List.of();
    private Map<String, String> answerHeaders = Map.of();

    /**
     * Begins one.
     *
     * @param request of another operation than the client's where the provider lacks that
     * @param continues whether it goes on from the beginning of an answer
     * @param memory for what is sent and answered; given back when another attempt begins
     */
    Attempt(Target target, ApiRequest request, boolean continues, Memory.Share memory) {
        this.target = target;
        this.request = request;
        this.continues = continues;
        this.memory = memory;
    }

    Target target() {
        return target;
    }

    ApiRequest request() {
        return request;
    }

    boolean continues() {
        return continues;
    }

    Memory.Share memory() {
        return memory;
    }

    /** The names of parameters that the provider does not know. */
    List<String> dropped() {
        return dropped;
    }

    void dropped(List<String> names) {
        this.dropped = names;
    }

    /** Notes the provider's headers, names in lower case, for transforms. */
    void answered(Map<String, String> headers) {
        this.answerHeaders = headers;
    }

    /** The variables that transforms may read. */
    Map<String, JsonNode> facts() {
        Map<String, JsonNode> facts = new HashMap<>();
        facts.put("target", target.facts());
        facts.put("request", request.facts().put("continues", continues));
        facts.put("headers", UpstreamHeaders.json(answerHeaders));
        facts.put("now", LongNode.valueOf(Instant.now().getEpochSecond()));
        facts.put("state", Json.MAPPER.createObjectNode());
        return facts;
    }
}
