package dev.serai.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.Json;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * One request's way through the gateway: the facts that must survive the copies that Camel makes of an exchange for
 * breakers and failover. It is the variable {@code call} of every exchange.
 */
public final class Call {

    public static final String VARIABLE = "call";

    private final long startedNanos = System.nanoTime();
    private ApiRequest asked;
    private ApiRequest sent;
    private Target target;
    private List<String> dropped = List.of();
    private Map<String, String> answerHeaders = Map.of();
    private long upstreamSince;
    private long upstreamNanos;

    public static Call of(Exchange exchange) {
        return exchange.getVariable(VARIABLE, Call.class);
    }

    /** What the client asked for; null until it was read. */
    public ApiRequest asked() {
        return asked;
    }

    public void asked(ApiRequest request) {
        this.asked = request;
        this.sent = request;
    }

    /** What is asked of the provider: another operation than the client's where the provider lacks that. */
    ApiRequest sent() {
        return sent;
    }

    /** The target of the last attempt, or null if there was none. */
    public Target target() {
        return target;
    }

    /** Begins an attempt. */
    void attempt(Target attempted, ApiRequest request) {
        this.target = attempted;
        this.sent = request;
        this.dropped = List.of();
        this.answerHeaders = Map.of();
    }

    public List<String> dropped() {
        return dropped;
    }

    void dropped(List<String> names) {
        this.dropped = names;
    }

    /** Notes the provider's headers, names in lower case, for transforms. */
    void answered(Map<String, String> headers) {
        this.answerHeaders = headers;
    }

    void upstreamBegins() {
        upstreamSince = System.nanoTime();
    }

    void upstreamEnds() {
        if (upstreamSince != 0) {
            upstreamNanos += System.nanoTime() - upstreamSince;
            upstreamSince = 0;
        }
    }

    /** Our own time so far: what providers took is not in it. */
    public long overheadNanos() {
        return System.nanoTime() - startedNanos - upstreamNanos;
    }

    /** The variables that transforms may read. */
    Map<String, JsonNode> facts() {
        Map<String, JsonNode> facts = new HashMap<>();
        facts.put("target", target.facts());
        facts.put("request", sent.facts());
        facts.put("headers", UpstreamHeaders.json(answerHeaders));
        facts.put("now", LongNode.valueOf(Instant.now().getEpochSecond()));
        facts.put("state", Json.MAPPER.createObjectNode());
        return facts;
    }
}
