package dev.serai.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.Json;
import dev.serai.wire.ShortId;
import dev.serai.wire.TreeSize;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** One choice of a stream: its tool calls, numbered as they open, and how it finished. Its role is its first chunk. */
final class ChunkChoice {

    private static final Set<String> FINISH_REASONS =
            Set.of("stop", "length", "tool_calls", "content_filter", "function_call");
    private static final Set<String> NOT_DELTA = Set.of("choice", "logprobs", "beside");

    /** What it has beside its deltas at its end, in values and characters. */
    private static final long MOST_BESIDE = 1 << 16;

    /** As long as the longest hash. */
    private static final int LONGEST_KEY = 32;

    private static final class ToolCall {
        private final int index;
        private boolean argumentsSent;

        private ToolCall(int index) {
            this.index = index;
        }
    }

    private final int index;
    private final ChunkWriter writer;
    private final Map<String, ToolCall> calls = new LinkedHashMap<>();
    private String finish;
    private JsonNode finishBeside;

    ChunkChoice(int index, ChunkWriter writer) {
        this.index = index;
        this.writer = writer;
        writer.delta(
                index, Json.MAPPER.createObjectNode().put("role", "assistant").put("content", ""), null, null);
    }

    int calls() {
        return calls.size();
    }

    boolean finished() {
        return finish != null;
    }

    void finish(JsonNode piece) {
        finish = piece.get("finish").asText();
        ObjectNode own = Json.MAPPER.createObjectNode();
        if (piece.path("beside") instanceof ObjectNode beside) {
            own.setAll(beside);
        }
        if (piece.hasNonNull("native")) {
            own.set("native_finish_reason", piece.get("native"));
        }
        finishBeside = TreeSize.weight(own, MOST_BESIDE) <= MOST_BESIDE ? own : null;
    }

    void text(ObjectNode piece) {
        ObjectNode delta = piece.has("delta") ? (ObjectNode) piece.get("delta") : Json.MAPPER.createObjectNode();
        if (!piece.has("delta")) {
            for (Map.Entry<String, JsonNode> member : piece.properties()) {
                if (!NOT_DELTA.contains(member.getKey())) {
                    delta.set(member.getKey(), member.getValue());
                }
            }
        }
        if (!delta.isEmpty() || piece.has("beside")) {
            writer.delta(index, delta, piece.get("logprobs"), piece.get("beside"));
        }
    }

    void tool(JsonNode piece) {
        ToolCall call = calls.get(key(piece));
        String arguments = piece.path("arguments").asText("");
        if (call != null) {
            continueCall(call, arguments);
        } else if (piece.has("name")) {
            call = open(piece, arguments);
        } else {
            return; // a block that is no call of the client's, a provider's own search for example
        }
        if (piece.path("end").asBoolean()) {
            complete(call);
        }
    }

    /** A call without arguments gets {@code {}}: clients parse what they concatenated. */
    void completeCalls() {
        calls.values().forEach(this::complete);
    }

    void end(ObjectNode extra) {
        writer.finish(index, finishReason(), finishBeside, extra);
    }

    /** A long one is kept by its hash. */
    private static String key(JsonNode piece) {
        String key = piece.get("tool").asText();
        return key.length() <= LONGEST_KEY ? key : ShortId.of(key, LONGEST_KEY);
    }

    private ToolCall open(JsonNode piece, String arguments) {
        ToolCall call = new ToolCall(calls.size());
        calls.put(key(piece), call);
        ObjectNode opening = Json.MAPPER.createObjectNode();
        opening.put("index", call.index)
                .put("id", piece.path("id").asText())
                .put("type", "function")
                .putObject("function")
                .put("name", piece.get("name").asText())
                .put("arguments", arguments);
        call.argumentsSent = !arguments.isEmpty();
        send(opening);
        return call;
    }

    private void continueCall(ToolCall call, String arguments) {
        if (!arguments.isEmpty()) {
            call.argumentsSent = true;
            ObjectNode more = Json.MAPPER.createObjectNode();
            more.put("index", call.index).putObject("function").put("arguments", arguments);
            send(more);
        }
    }

    private void complete(ToolCall call) {
        if (!call.argumentsSent) {
            continueCall(call, "{}");
        }
    }

    private void send(ObjectNode call) {
        ObjectNode delta = Json.MAPPER.createObjectNode();
        delta.putArray("tool_calls").add(call);
        writer.delta(index, delta, null, null);
    }

    private String finishReason() {
        boolean called = !calls.isEmpty();
        if (finish == null || !FINISH_REASONS.contains(finish)) {
            return called ? "tool_calls" : "stop";
        }
        return called && finish.equals("stop") ? "tool_calls" : finish;
    }
}
