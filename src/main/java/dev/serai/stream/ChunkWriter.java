package dev.serai.stream;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.Json;
import dev.serai.wire.ModelName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Writes chunks as server-sent events, all with the same id, model and created. */
final class ChunkWriter {

    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DONE = "data: [DONE]\n\n".getBytes(StandardCharsets.US_ASCII);

    @FunctionalInterface
    private interface Part {
        void write(JsonGenerator json) throws IOException;
    }

    private final ChatChunks.Wish wish;
    private final EventBuffer out = new EventBuffer();
    private String id;
    private String model;
    private long created;

    ChunkWriter(ChatChunks.Wish wish, String id, String model, long created) {
        this.wish = wish;
        this.id = id;
        this.model = model;
        this.created = created;
    }

    /** Takes what the provider says of itself over our own. */
    void identify(JsonNode start) {
        id = named(start.path("id").asText(""), id);
        model = named(start.path("model").asText(""), model);
        created = start.path("created").asLong(created);
    }

    /** It stands in every chunk: a word, or our own in its place. */
    private static String named(String given, String own) {
        return given.isEmpty() || ModelName.isTooLong(given) ? own : given;
    }

    /** A text completion has no role, no tools and no reasoning: just its text is written. */
    void delta(int index, ObjectNode delta, JsonNode logprobs, JsonNode beside) {
        boolean role = delta.has("role");
        if (!wish.textCompletion() || beside != null || (delta.has("content") && !role)) {
            chunk(json -> writeChoice(json, index, delta, logprobs, null, beside), null, null);
        }
    }

    /** The last chunk of a choice, with the extension fields of the whole answer beside it. */
    void finish(int index, String reason, JsonNode beside, ObjectNode extra) {
        ObjectNode nothing = Json.MAPPER.createObjectNode();
        chunk(json -> writeChoice(json, index, nothing, null, reason, beside), null, extra);
    }

    /** The chunk with the usage and no choice; not written unless the client asked for it. */
    void usage(JsonNode usage) {
        if (wish.includeUsage()) {
            chunk(json -> {}, usage, null);
        }
    }

    void done() {
        out.writeBytes(DONE);
    }

    void raw(byte[] event) {
        out.writeBytes(event);
    }

    byte[] take() {
        return out.take();
    }

    private void chunk(Part choices, JsonNode usage, ObjectNode extra) {
        out.writeBytes(DATA);
        try (JsonGenerator json = Json.MAPPER.createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.writeStartObject();
            json.writeStringField("id", id);
            json.writeStringField("object", wish.textCompletion() ? "text_completion" : "chat.completion.chunk");
            json.writeNumberField("created", created);
            json.writeStringField("model", model);
            json.writeArrayFieldStart("choices");
            choices.write(json);
            json.writeEndArray();
            if (wish.includeUsage()) {
                json.writeFieldName("usage");
                json.writeTree(usage);
            }
            if (extra != null) {
                writeMembers(json, extra);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        out.write('\n');
        out.write('\n');
    }

    private static void writeMembers(JsonGenerator json, JsonNode object) throws IOException {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            json.writeFieldName(member.getKey());
            json.writeTree(member.getValue());
        }
    }

    private void writeChoice(
            JsonGenerator json, int index, ObjectNode delta, JsonNode logprobs, String finish, JsonNode beside)
            throws IOException {
        json.writeStartObject();
        if (wish.textCompletion()) {
            json.writeStringField("text", delta.path("content").asText(""));
        }
        json.writeNumberField("index", index);
        if (!wish.textCompletion()) {
            json.writeFieldName("delta");
            json.writeTree(delta);
        }
        if (logprobs != null || wish.textCompletion()) {
            json.writeFieldName("logprobs");
            json.writeTree(logprobs);
        }
        json.writeStringField("finish_reason", finish);
        if (beside != null) {
            writeMembers(json, beside);
        }
        json.writeEndObject();
    }
}
