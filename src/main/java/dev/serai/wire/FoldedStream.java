package dev.serai.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import java.util.Map;

/** Folds each event through a {@code stream.jslt} and its state. */
public final class FoldedStream implements StreamTranslation {

    private final Expression fold;
    private final Map<String, JsonNode> facts;
    private final ChatChunks chunks;
    private final TextCount text = new TextCount();
    private int malformed;

    /**
     * Begins a stream.
     *
     * @param facts what the transform may read; {@code state} is replaced as it goes
     */
    public FoldedStream(Expression fold, Map<String, JsonNode> facts, ChatChunks chunks) {
        this.fold = fold;
        this.facts = facts;
        this.chunks = chunks;
        facts.put("state", Json.MAPPER.createObjectNode());
    }

    @Override
    public void event(SseParser.Event event) {
        if (event.isData("[DONE]")) {
            chunks.endOfStream(); // some gateways say it whatever became of the answer
            return;
        }
        try {
            JsonNode step = Transforms.apply(fold, facts, Json.parse(event.data()));
            if (step.has("state")) {
                facts.put("state", step.get("state"));
            }
            text.add(step.path("emit"));
            chunks.accept(step.path("emit"));
        } catch (JsonProcessingException e) {
            passOver();
        } catch (JsltException e) {
            chunks.fail(StreamErrors.garbled()); // what it read of the event may be half of it
        }
    }

    /** One event may be lost on the way; a stream of such events is none. */
    private void passOver() {
        if (malformed++ > 0) {
            chunks.fail(StreamErrors.garbled());
        }
    }

    @Override
    public void endOfStream() {
        chunks.endOfStream();
    }

    @Override
    public void fail(JsonNode error) {
        chunks.fail(error);
    }

    @Override
    public byte[] take() {
        return chunks.take();
    }

    @Override
    public boolean ended() {
        return chunks.ended();
    }

    @Override
    public boolean hasContent() {
        return text.bytes() > 0 || chunks.hasParts();
    }

    @Override
    public int malformed() {
        return malformed;
    }

    @Override
    public JsonNode usage() {
        return chunks.usage();
    }

    @Override
    public long textBytes() {
        return text.bytes();
    }

    @Override
    public JsonNode error() {
        return chunks.error();
    }
}
