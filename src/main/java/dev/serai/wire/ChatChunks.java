package dev.serai.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes an OpenAI stream from the neutral pieces that a provider's {@code stream.jslt} emits, and holds the rules that
 * SDKs rely on whatever the provider sends: one id, model and created in every chunk; the role once and first; tool
 * calls numbered in the order they open, their arguments never empty; one finish chunk a choice; usage once, after it,
 * and only if asked for; {@code [DONE]} only after a whole answer.
 *
 * <p>Pieces ({@code choice} is 0 unless given):
 *
 * <pre>
 * {"start": {"id", "model", "created"}}                 identity; the first one counts
 * {"content": "…"} {"reasoning_content": "…"} {"refusal": "…"} {"delta": {…}}
 * {"tool": key, "id", "name", "arguments"}              opens the call of that key, or continues it
 * {"tool": key, "end": true}                            the call is whole
 * {"finish": "stop", "native": "…"}                     remembered; native only where it says more
 * {"usage": {…}}                                        OpenAI's form; the last one counts
 * {"extra": {…}}                                        fields beside choices, sent with the finish chunk
 * {"error": {"message", "type", "param", "code"}}       ends the stream
 * {"end": true}                                         the provider says that it is complete
 * </pre>
 */
public final class ChatChunks {

    private static final Set<String> FINISH_REASONS =
            Set.of("stop", "length", "tool_calls", "content_filter", "function_call");
    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);

    /** What the client asked for, which the provider does not know. */
    public record Wish(boolean textCompletion, boolean includeUsage) {}

    private static final class Choice {
        private final Map<String, ToolCall> tools = new TreeMap<>();
        private boolean roleSent;
        private String finish;
        private String nativeFinish;
    }

    private static final class ToolCall {
        private final int index;
        private boolean argumentsSent;

        private ToolCall(int index) {
            this.index = index;
        }
    }

    private final Wish wish;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
    private final Map<Integer, Choice> choices = new TreeMap<>();
    private final ObjectNode extra = Json.MAPPER.createObjectNode();
    private String id;
    private String model;
    private long created;
    private boolean started;
    private boolean ended;
    private JsonNode usage;
    private JsonNode error;

    /**
     * @param id used if the provider gives none, as are model and created
     * @param created seconds since 1970
     */
    public ChatChunks(Wish wish, String id, String model, long created) {
        this.wish = wish;
        this.id = id;
        this.model = model;
        this.created = created;
    }

    /** Takes the pieces of one upstream event. What follows the stream's end is ignored. */
    public void accept(JsonNode pieces) {
        for (JsonNode piece : pieces) {
            if (ended) {
                return;
            }
            try {
                accept((ObjectNode) piece);
            } catch (IOException e) {
                throw new UncheckedIOException("writing to memory", e);
            }
        }
    }

    /** Takes the end of the upstream's bytes: complete if every choice had its finish, else an error. */
    public void endOfStream() {
        if (ended) {
            return;
        }
        boolean complete = !choices.isEmpty() && choices.values().stream().allMatch(c -> c.finish != null);
        if (complete) {
            accept(Json.MAPPER.createArrayNode().add(Json.MAPPER.createObjectNode().put("end", true)));
        } else {
            fail(StreamErrors.truncated());
        }
    }

    /** Ends the stream with an error event; never followed by {@code [DONE]}. */
    public void fail(JsonNode errorObject) {
        if (ended) {
            return;
        }
        error = errorObject;
        ended = true;
        out.writeBytes(StreamErrors.event(errorObject));
    }

    /** The events written since the last call, whole. */
    public byte[] take() {
        byte[] bytes = out.toByteArray();
        out.reset();
        return bytes;
    }

    /** Whether anything was written since the last {@link #take}. */
    public boolean hasOutput() {
        return out.size() > 0;
    }

    /** Whether nothing more will be written. */
    public boolean ended() {
        return ended;
    }

    /** OpenAI's usage object as last observed, or null. */
    public JsonNode usage() {
        return usage;
    }

    /** The error object that ended the stream, or null. */
    public JsonNode error() {
        return error;
    }

    private void accept(ObjectNode piece) throws IOException {
        int index = piece.path("choice").asInt(0);
        if (piece.has("start")) {
            start(piece.get("start"));
        } else if (piece.has("usage")) {
            usage = piece.get("usage");
        } else if (piece.has("extra")) {
            extra.setAll((ObjectNode) piece.get("extra"));
        } else if (piece.has("error")) {
            fail(piece.get("error"));
        } else if (piece.has("finish")) {
            Choice choice = choice(index);
            choice.finish = piece.get("finish").asText();
            choice.nativeFinish = piece.path("native").asText(null);
        } else if (piece.has("tool")) {
            tool(index, piece);
        } else if (piece.has("end")) {
            finish();
        } else {
            text(index, piece);
        }
    }

    private void start(JsonNode start) throws IOException {
        if (started) {
            return;
        }
        started = true;
        id = start.path("id").asText(id).isEmpty() ? id : start.path("id").asText(id);
        model = start.path("model").asText(model);
        created = start.path("created").asLong(created);
        choice(0);
    }

    private Choice choice(int index) throws IOException {
        started = true;
        Choice choice = choices.computeIfAbsent(index, i -> new Choice());
        if (!choice.roleSent) {
            choice.roleSent = true;
            if (!wish.textCompletion) {
                chunk(index, Json.MAPPER.createObjectNode().put("role", "assistant").put("content", ""), null);
            }
        }
        return choice;
    }

    private void text(int index, ObjectNode piece) throws IOException {
        choice(index);
        ObjectNode delta = piece.has("delta") ? (ObjectNode) piece.get("delta") : withoutChoice(piece);
        if (!delta.isEmpty()) {
            chunk(index, delta, null);
        }
    }

    /** A copy: what a transform says as a constant is the same object every time. */
    private static ObjectNode withoutChoice(ObjectNode piece) {
        return piece.has("choice") ? piece.deepCopy().without("choice") : piece;
    }

    private void tool(int index, ObjectNode piece) throws IOException {
        Choice choice = choice(index);
        String key = piece.get("tool").asText();
        String arguments = piece.path("arguments").asText("");
        ToolCall call = choice.tools.get(key);
        if (call == null) {
            if (!piece.has("name")) {
                return; // a block that is no call of the client's, a provider's own search for example
            }
            call = new ToolCall(choice.tools.size());
            choice.tools.put(key, call);
            ObjectNode opening = Json.MAPPER.createObjectNode();
            opening.put("index", call.index)
                    .put("id", piece.path("id").asText())
                    .put("type", "function")
                    .putObject("function")
                    .put("name", piece.get("name").asText())
                    .put("arguments", arguments);
            call.argumentsSent = !arguments.isEmpty();
            chunk(index, toolDelta(opening), null);
        } else if (!arguments.isEmpty()) {
            continueCall(index, call, arguments);
        }
        if (piece.path("end").asBoolean()) {
            completeArguments(index, call);
        }
    }

    private void continueCall(int index, ToolCall call, String arguments) throws IOException {
        call.argumentsSent = true;
        ObjectNode more = Json.MAPPER.createObjectNode();
        more.put("index", call.index).putObject("function").put("arguments", arguments);
        chunk(index, toolDelta(more), null);
    }

    /** A call without arguments gets {@code {}}: clients parse what they concatenated. */
    private void completeArguments(int index, ToolCall call) throws IOException {
        if (!call.argumentsSent) {
            continueCall(index, call, "{}");
        }
    }

    private static ObjectNode toolDelta(ObjectNode call) {
        ObjectNode delta = Json.MAPPER.createObjectNode();
        delta.putArray("tool_calls").add(call);
        return delta;
    }

    private void finish() throws IOException {
        for (Map.Entry<Integer, Choice> entry : choices.entrySet()) {
            for (ToolCall call : entry.getValue().tools.values()) {
                completeArguments(entry.getKey(), call);
            }
        }
        for (Map.Entry<Integer, Choice> entry : choices.entrySet()) {
            chunk(entry.getKey(), Json.MAPPER.createObjectNode(), entry.getValue());
        }
        if (wish.includeUsage && usage != null) {
            chunk(-1, null, null);
        }
        out.writeBytes(DONE);
        ended = true;
    }

    private static String finishReason(Choice choice) {
        boolean called = !choice.tools.isEmpty();
        if (choice.finish == null || !FINISH_REASONS.contains(choice.finish)) {
            return called ? "tool_calls" : "stop";
        }
        return called && choice.finish.equals("stop") ? "tool_calls" : choice.finish;
    }

    /** One event: a delta of a choice, its finish, or (delta null) the usage. */
    private void chunk(int index, ObjectNode delta, Choice finished) throws IOException {
        if (wish.textCompletion && finished == null && delta != null && !delta.has("content")) {
            return;
        }
        ByteArrayOutputStream event = new ByteArrayOutputStream(256);
        try (JsonGenerator json = Json.MAPPER.createGenerator(event)) {
            json.writeStartObject();
            json.writeStringField("id", id);
            json.writeStringField("object", wish.textCompletion ? "text_completion" : "chat.completion.chunk");
            json.writeNumberField("created", created);
            json.writeStringField("model", model);
            json.writeArrayFieldStart("choices");
            if (delta != null) {
                writeChoice(json, index, delta, finished);
            }
            json.writeEndArray();
            if (wish.includeUsage) {
                json.writeFieldName("usage");
                json.writeTree(delta == null ? usage : null);
            }
            if (finished != null) {
                for (Map.Entry<String, JsonNode> field : extra.properties()) {
                    json.writeFieldName(field.getKey());
                    json.writeTree(field.getValue());
                }
            }
            json.writeEndObject();
        }
        writeEvent(event.toByteArray());
    }

    private void writeChoice(JsonGenerator json, int index, ObjectNode delta, Choice finished) throws IOException {
        json.writeStartObject();
        if (wish.textCompletion) {
            json.writeStringField("text", delta.path("content").asText(""));
        }
        json.writeNumberField("index", index);
        if (wish.textCompletion) {
            json.writeNullField("logprobs");
        } else {
            json.writeFieldName("delta");
            json.writeTree(delta);
        }
        json.writeStringField("finish_reason", finished == null ? null : finishReason(finished));
        if (finished != null && finished.nativeFinish != null) {
            json.writeStringField("native_finish_reason", finished.nativeFinish);
        }
        json.writeEndObject();
    }

    private void writeEvent(byte[] json) {
        out.writeBytes(DATA);
        out.writeBytes(json);
        out.write('\n');
        out.write('\n');
    }
}
