package dev.serai.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.Json;
import dev.serai.wire.Memory;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One choice of an OpenAI stream as blocks, which other formats have: texts, refusals, thoughts and calls. {@code
 * routes/README.md} has the pieces that they are told in.
 */
final class AnswerBlocks {

    private static final int MOST_CALLS = 4096;

    private static final String REASONING = "reasoning";

    private final int choice;
    private final BlockWish wish;
    private final AnswerEnd end = new AnswerEnd();
    private final Map<Integer, AnswerBlock> calls = new HashMap<>();
    private final BlockOrder order;
    private AnswerBlock last;

    /**
     * Begins a choice.
     *
     * @param choice its number, which pieces of the first do not say
     * @param out takes the pieces
     * @param memory what is kept of blocks that are to be told again is taken of
     */
    AnswerBlocks(int choice, BlockWish wish, Consumer<ObjectNode> out, Memory memory) {
        this.choice = choice;
        this.wish = wish;
        this.order = new BlockOrder(wish, piece -> out.accept(ofChoice(piece)), memory);
    }

    private ObjectNode ofChoice(ObjectNode piece) {
        return choice == 0 ? piece : piece.put("choice", choice);
    }

    /** What is known of its end. */
    AnswerEnd end() {
        return end;
    }

    /** How many characters wait for their turn, or are kept until their block is whole. */
    int kept() {
        return order.held();
    }

    /** Whether it has more calls than anybody makes. */
    boolean tooMany() {
        return calls.size() > MOST_CALLS;
    }

    /** The items that have ended. */
    ArrayNode items() {
        return order.items();
    }

    /** Takes a part of it. */
    void choice(JsonNode part) {
        end.choice(part);
        delta(part.path("delta"), part.path("logprobs").path("content"));
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

    /** It is complete. */
    ObjectNode done() {
        order.end(end.finish());
        return ofChoice(end.known(!calls.isEmpty()));
    }
}
