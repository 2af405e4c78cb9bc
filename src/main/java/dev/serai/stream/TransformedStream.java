package dev.serai.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import dev.serai.transform.Transforms;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A stream whose events a transform changes on their way to the client, one after the other, with what it wants to
 * remember. What the provider said, and what it costs, stays what it was.
 */
public final class TransformedStream extends StreamAround {

    private static final Logger LOG = LoggerFactory.getLogger(TransformedStream.class);

    private final Expression transform;
    private final Map<String, JsonNode> facts;
    private volatile JsonNode failure;

    /**
     * Changes what comes of a stream.
     *
     * @param facts the variables that the transform may read
     */
    public TransformedStream(AnswerStream inner, Expression transform, Map<String, JsonNode> facts) {
        super(inner);
        inner.toChat();
        this.transform = transform;
        this.facts = new HashMap<>(facts);
    }

    @Override
    protected byte[] next() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (out.size() == 0) {
            byte[] events = failure == null ? inner.next() : null;
            if (events == null) {
                return null;
            }
            try {
                change(events, out);
            } catch (JsltException | ApiException e) {
                fails(e, out);
            } catch (IOException e) {
                throw new UncheckedIOException("reading from memory", e);
            }
        }
        return out.toByteArray();
    }

    private void change(byte[] events, ByteArrayOutputStream out) throws IOException {
        SseParser parser = new SseParser(new ByteArrayInputStream(events));
        for (SseParser.Event event = parser.next(); event != null; event = parser.next()) {
            JsonNode data = event.isData("[DONE]") ? null : parsed(event);
            if (data == null || data.has("error")) {
                out.writeBytes(ChunkEvents.write(new String(event.data(), StandardCharsets.UTF_8)));
            } else {
                for (JsonNode changed : emitted(Transforms.apply(transform, facts, data))) {
                    out.writeBytes(ChunkEvents.write(Json.text(changed)));
                }
            }
        }
    }

    private static JsonNode parsed(SseParser.Event event) {
        try {
            return Json.parse(event.data());
        } catch (JsonProcessingException e) {
            return null; // ours are JSON; what is none is none of its business
        }
    }

    /** One event instead, none, or as many as it says beside what it wants to remember. */
    private Iterable<JsonNode> emitted(JsonNode result) {
        if (!result.path("emit").isArray()) {
            return result.isObject() ? List.of(result) : List.of();
        }
        if (result.has("state")) {
            facts.put("state", result.get("state"));
        }
        return result.get("emit");
    }

    private void fails(RuntimeException reason, ByteArrayOutputStream out) {
        if (reason instanceof ApiException refusal) {
            failure = refusal.body().get("error");
        } else {
            LOG.error("A stream is ended: {} failed", Transforms.place((JsltException) reason));
            failure = StreamErrors.internal();
        }
        inner.abandon();
        out.writeBytes(StreamErrors.event(failure));
    }

    @Override
    public JsonNode error() {
        return failure == null ? inner.error() : failure;
    }
}
