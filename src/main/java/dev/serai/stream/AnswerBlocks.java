package dev.serai.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.Json;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * An OpenAI stream as blocks, each whole before the next one begins: texts, refusals, thoughts and calls. Other formats have
 * such blocks, while OpenAI's calls may come interleaved: what comes for a later block waits until the call before it is
 * whole. {@code routes/README.md} has the pieces.
 */
final class AnswerBlocks {

    private static final int MOST_CALLS = 4096;

    /** Characters that wait for their turn. */
    private static final int MOST_HELD = 4 << 20;

    private static final String REASONING = "reasoning";

    private final Set<String> hidden;
    private final Consumer<ObjectNode> out;
    private final AnswerEnd end = new AnswerEnd();
    private final Map<Integer, AnswerBlock> calls = new HashMap<>();
    private final Deque<AnswerBlock> waiting = new ArrayDeque<>(2);
    private AnswerBlock open;
    private AnswerBlock last;
    private int number = -1;
    private int held;
    private boolean begun;
    private boolean ended;

    /**
     * Begins an answer.
     *
     * @param hidden kinds of blocks that the client does not see
     * @param out takes the pieces
     */
    AnswerBlocks(Set<String> hidden, Consumer<ObjectNode> out) {
        this.hidden = hidden;
        this.out = out;
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
            start(chunk.path("id").asText(), chunk.path("model").asText());
        }
        end.chunk(chunk);
        for (JsonNode choice : chunk.path("choices")) {
            if (choice.path("index").asInt() == 0) {
                end.choice(choice);
                delta(choice.path("delta"));
            }
        }
        if (held > MOST_HELD || calls.size() > MOST_CALLS) {
            fail(StreamErrors.garbled());
        }
    }

    private void start(String id, String model) {
        ObjectNode piece = Json.MAPPER.createObjectNode();
        piece.putObject("start").put("id", id).put("model", model);
        out.accept(piece);
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
        if (text.isTextual() && !text.textValue().isEmpty() && !hidden.contains(kind)) {
            add(block(kind, key, null), text.textValue());
        }
    }

    /** A part of a thought, as providers give it that sign their thoughts. */
    private void thought(JsonNode part) {
        String key = "thought " + part.path("index").asText();
        if (hidden.contains(REASONING)) {
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
            held += text.length();
        } else if (!text.isEmpty()) {
            send(block, "text", text);
            block.sent(text);
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
        ObjectNode piece = Json.MAPPER.createObjectNode().put("open", ++number).put("block", block.kind);
        if (block.head != null) {
            piece.setAll(block.head);
        }
        out.accept(piece);
        if (!block.held.isEmpty()) {
            String text = block.held.toString();
            held -= text.length();
            block.held.setLength(0);
            send(block, "text", text);
            block.sent(text);
        }
        if (!block.heldSignature.isEmpty()) {
            send(block, "signature", block.heldSignature);
        }
    }

    private void send(AnswerBlock block, String name, String text) {
        out.accept(Json.MAPPER
                .createObjectNode()
                .put("more", number)
                .put("block", block.kind)
                .put(name, text));
    }

    private void close() {
        if (open != null) {
            out.accept(Json.MAPPER.createObjectNode().put("close", number).put("block", open.kind));
            open = null;
        }
    }

    /** The answer is complete. */
    void done() {
        if (ended) {
            return;
        }
        while (!waiting.isEmpty()) {
            open(waiting.poll());
        }
        close();
        out.accept(end.piece(!calls.isEmpty()));
        ended = true; // and not before: where that cannot be told, an error has to be
    }

    /** The answer ends with this error. */
    void fail(JsonNode error) {
        if (!ended) {
            ended = true;
            out.accept(Json.MAPPER.createObjectNode().set("error", error));
        }
    }
}
