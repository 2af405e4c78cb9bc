package dev.serai.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import dev.serai.transform.Transforms;
import dev.serai.wire.Json;
import dev.serai.wire.LargeBodies;
import dev.serai.wire.Memory;
import dev.serai.wire.TextCount;
import dev.serai.wire.TreeSize;
import java.io.UncheckedIOException;
import java.util.Map;

/** Folds each event through a {@code stream.jslt} and its state. */
public final class FoldedStream implements StreamTranslation {

    private static final int SMALL_EVENT_BYTES = 1 << 16;

    /** The event's, the step's, and the chunks as they are written. */
    private static final int TREES = 3;

    /** What a fold may remember: counters and places; a provider's words could fill the heap. */
    private static final long MOST_STATE = 1 << 20;

    private final Expression fold;
    private final Map<String, JsonNode> facts;
    private final ChatChunks chunks;
    private final TextCount text = new TextCount();
    private final Memory.Share memory;
    private int malformed;

    /**
     * Begins a stream.
     *
     * @param facts what the transform may read; {@code state}, what that of the request handed on, is replaced as it goes
     * @param memory what large events' trees, and what is made of them, are taken of
     */
    public FoldedStream(Expression fold, Map<String, JsonNode> facts, ChatChunks chunks, Memory memory) {
        this.memory = memory.share();
        this.fold = fold;
        this.facts = facts;
        this.chunks = chunks;
    }

    @Override
    public void event(SseParser.Event event) {
        if (event.isData("[DONE]")) {
            chunks.endOfStream(); // some gateways say it whatever became of the answer
            return;
        }
        memory.close(); // what was made of the event before is sent
        byte[] data = event.data();
        try {
            if (data.length > SMALL_EVENT_BYTES) {
                large(data, TreeSize.of(data));
            } else {
                step(Transforms.apply(fold, facts, Json.parse(data)));
            }
        } catch (JsonProcessingException e) {
            passOver();
        } catch (JsltException | ClassCastException | UncheckedIOException e) {
            chunks.fail(StreamErrors.garbled()); // what it read of the event may be half of it
        }
    }

    private void large(byte[] data, long size) throws JsonProcessingException {
        LargeBodies.inTurn(size, () -> {
            memory.take(TREES * size);
            step(Transforms.apply(fold, facts, Json.parse(data)));
            return data;
        });
    }

    private void step(JsonNode step) {
        if (step.has("state")) {
            if (TreeSize.weight(step.get("state"), MOST_STATE) > MOST_STATE) {
                chunks.fail(StreamErrors.garbled());
                return;
            }
            facts.put("state", step.get("state"));
        }
        text.add(step.path("emit"));
        chunks.accept(step.path("emit"));
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
