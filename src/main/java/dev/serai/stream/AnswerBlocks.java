package dev.serai.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.Json;
import dev.serai.wire.Memory;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * An OpenAI stream as blocks, which other formats have: texts, refusals, thoughts and calls. {@code routes/README.md} has
 * the pieces that they are told in.
 */
final class AnswerBlocks {

    private static final int MOST_CALLS = 4096;

    /** Characters that wait for their turn. */
    private static final int MOST_HELD = 4 << 20;

    private static final String REASONING = "reasoning";

    private final BlockWish wish;
    private final Consumer<ObjectNode> out;
    private final AnswerEnd end = new AnswerEnd();
    private final Map<Integer, AnswerBlock> calls = new HashMap<>();
    private final BlockOrder order;
    private AnswerBlock last;
    private boolean begun;
    private boolean ended;

    /**
     * Begins an answer.
     *
     * @param out takes the pieces
     * @param memory what is kept of blocks that are to be told again is taken of
     */
    AnswerBlocks(BlockWish wish, Consumer<ObjectNode> out, Memory memory) {
        this.wish = wish;
        this.out = out;
        this.order = new BlockOrder(wish, out, memory);
    }

    boolean ended() {
        return ended;
    }

    /** Takes a chunk. */
    void chunk(JsonNode chunk) {
        if (ended) {
            return;
        }
        if (!begun) {
            begun = true;
            out.accept(Json.MAPPER.createObjectNode().set("start", end.begins(chunk)));
        }
        end.chunk(chunk);
        for (JsonNode choice : chunk.path("choices")) {
            if (choice.path("index").asInt() == 0) {
                end.choice(choice);
                delta(choice.path("delta"), choice.path("logprobs").path("content"));
            }
        }
        if (order.held() > MOST_HELD || calls.size() > MOST_CALLS) {
            fail(StreamErrors.garbled());
        }
    }

    private void delta(JsonNode delta, JsonNode logprobs) {
        if (delta.path("thinking_blocks").isArray()) {
            delta.get("thinking_blocks").forEach(this::thought);
        } else {
            text(REASONING, REASONING, delta.path("reasoning_content"), null);
        }
        text("text", "text", delta.path("content"), logprobs);
        text("refusal", "refusal", delta.path("refusal"), null);
        if (last != null && last.isMessage()) {
            delta.path("annotations").forEach(it -> order.annotate(last, it));
        }
        delta.path("tool_calls").forEach(this::call);
    }

    private void text(String kind, String key, JsonNode text, JsonNode logprobs) {
        if (text.isTextual() && !text.textValue().isEmpty() && !wish.hidden().contains(kind)) {
            order.add(block(kind, key, null), text.textValue(), logprobs);
        }
    }

    /** A part of a thought, as providers give it that sign their thoughts. */
    private void thought(JsonNode part) {
        String key = "thought " + part.path("index").asText();
        if (wish.hidden().contains(REASONING)) {
            return;
        }
        if (part.path("data").isTextual()) {
            block("redacted", key, Json.MAPPER.createObjectNode().set("data", part.get("data")));
            return;
        }
        text(REASONING, key, part.path("thinking"), null);
        if (part.path("signature").isTextual()) {
            order.sign(block(REASONING, key, null), part.get("signature").textValue());
        }
    }

    private void call(JsonNode part) {
        AnswerBlock call = calls.get(part.path("index").asInt());
        if (call == null) {
            ObjectNode head = Json.MAPPER
                    .createObjectNode()
                    .put("id", part.path("id").asText())
                    .put("name", part.path("function").path("name").asText());
            call = begin(new AnswerBlock(AnswerBlock.CALL, AnswerBlock.CALL, head));
            calls.put(part.path("index").asInt(), call);
        }
        order.add(call, part.path("function").path("arguments").asText(""), null);
    }

    /** The block that is under way, if it is that one; else a new one. */
    private AnswerBlock block(String kind, String key, JsonNode head) {
        return last != null && last.key.equals(key) ? last : begin(new AnswerBlock(kind, key, (ObjectNode) head));
    }

    private AnswerBlock begin(AnswerBlock block) {
        last = block;
        return order.begin(block);
    }

    /** The answer is complete. */
    void done() {
        if (ended) {
            return;
        }
        order.end(end.finish());
        out.accept(told(end.piece(!calls.isEmpty())));
        ended = true; // and not before: where that cannot be told, an error has to be
    }

    /** The answer ends with this error. */
    void fail(JsonNode error) {
        if (!ended) {
            ended = true;
            ObjectNode piece = Json.MAPPER.createObjectNode();
            piece.set("error", error);
            out.accept(told(piece));
        }
    }

    /** With what was told before, for formats that say it again at the end. */
    private ObjectNode told(ObjectNode piece) {
        if (wish.whole()) {
            piece.set("items", order.items());
            if (begun) {
                piece.set("start", end.start());
            }
        }
        return piece;
    }
}
