package dev.serai.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.Json;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One choice of an OpenAI stream as blocks, each whole before the next one begins: texts, refusals, thoughts and calls. Other
 * formats have such blocks, while OpenAI's calls may come interleaved: what comes for a later block waits until the call
 * before it is whole. {@code routes/README.md} has the pieces.
 */
final class AnswerBlocks {

    private static final int MOST_CALLS = 4096;

    private static final String REASONING = "reasoning";

    private final int choice;
    private final BlockWish wish;
    private final Consumer<ObjectNode> out;
    private final AnswerEnd end = new AnswerEnd();
    private final Map<Integer, AnswerBlock> calls = new HashMap<>();
    private final Deque<AnswerBlock> waiting = new ArrayDeque<>(2);
    private AnswerBlock open;
    private AnswerBlock last;
    private int number = -1;
    private int kept;

    /**
     * Begins a choice.
     *
     * @param choice its number, which pieces of the first do not say
     * @param out takes the pieces
     */
    AnswerBlocks(int choice, BlockWish wish, Consumer<ObjectNode> out) {
        this.choice = choice;
        this.wish = wish;
        this.out = out;
    }

    /** What is known of its end. */
    AnswerEnd end() {
        return end;
    }

    /** How many characters wait for their turn, or are kept. */
    int kept() {
        return kept;
    }

    /** Whether it has more calls than anybody makes. */
    boolean tooMany() {
        return calls.size() > MOST_CALLS;
    }

    /** Takes a part of it. */
    void choice(JsonNode part) {
        end.choice(part);
        delta(part.path("delta"));
    }

    private void delta(JsonNode delta) {
        if (delta.path("thinking_blocks").isArray()) {
            delta.get("thinking_blocks").forEach(this::thought);
        } else {
            text(REASONING, REASONING, delta.path("reasoning_content"));
        }
        text("text", "text", delta.path("content"));
        text("refusal", "refusal", delta.path("refusal"));
        delta.path("tool_calls").forEach(this::call);
    }

    private void text(String kind, String key, JsonNode text) {
        if (text.isTextual() && !text.textValue().isEmpty() && !wish.hidden().contains(kind)) {
            add(block(kind, key, null), text.textValue());
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
        text(REASONING, key, part.path("thinking"));
        if (part.path("signature").isTextual()) {
            sign(block(REASONING, key, null), part.get("signature").textValue());
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
        add(call, part.path("function").path("arguments").asText(""));
    }

    /** The block that is under way, if it is that one; else a new one. */
    private AnswerBlock block(String kind, String key, JsonNode head) {
        return last != null && last.key.equals(key) ? last : begin(new AnswerBlock(kind, key, (ObjectNode) head));
    }

    private AnswerBlock begin(AnswerBlock block) {
        last = block;
        if (waiting.isEmpty() && (open == null || open.mayEnd())) {
            open(block);
        } else {
            waiting.add(block);
        }
        return block;
    }

    private void add(AnswerBlock block, String text) {
        if (block != open) {
            block.held.append(text);
            kept += text.length();
        } else if (!text.isEmpty()) {
            send(block, "text", text);
            sent(block, text);
        }
        while (!waiting.isEmpty() && open.mayEnd()) {
            open(waiting.poll());
        }
    }

    private void sign(AnswerBlock block, String signature) {
        if (block == open) {
            send(block, "signature", signature);
        } else {
            block.heldSignature = signature;
        }
    }

    /** Closes the one before, and says what was held of this one. */
    private void open(AnswerBlock block) {
        close();
        open = block;
        tell(piece("open", ++number, block), block.head);
        if (!block.held.isEmpty()) {
            String text = block.held.toString();
            kept -= text.length();
            block.held.setLength(0);
            send(block, "text", text);
            sent(block, text);
        }
        if (!block.heldSignature.isEmpty()) {
            send(block, "signature", block.heldSignature);
        }
    }

    private void send(AnswerBlock block, String name, String text) {
        tell(piece("more", number, block).put(name, text), null);
    }

    private void sent(AnswerBlock block, String text) {
        block.sent(text);
        if (wish.whole().contains(block.kind)) {
            block.whole.append(text);
            kept += text.length();
        }
    }

    private void close() {
        if (open == null) {
            return;
        }
        ObjectNode piece = piece("close", number, open);
        if (wish.whole().contains(open.kind)) {
            piece.put("text", open.whole.toString());
            kept -= open.whole.length();
            tell(piece, open.head);
        } else {
            tell(piece, null);
        }
        open = null;
    }

    private ObjectNode piece(String what, int which, AnswerBlock block) {
        ObjectNode piece = Json.MAPPER.createObjectNode().put(what, which).put("block", block.kind);
        return choice == 0 ? piece : piece.put("choice", choice);
    }

    private void tell(ObjectNode piece, ObjectNode more) {
        if (more != null) {
            piece.setAll(more);
        }
        out.accept(piece);
    }

    /** It is complete. */
    ObjectNode done() {
        while (!waiting.isEmpty()) {
            open(waiting.poll());
        }
        close();
        ObjectNode known = end.known(!calls.isEmpty());
        return choice == 0 ? known : known.put("choice", choice);
    }
}
