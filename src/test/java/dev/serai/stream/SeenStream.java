package dev.serai.stream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.wire.Json;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What a client reads to the end. */
public final class SeenStream {

    public final AnswerStream stream;
    public final List<String> events = new ArrayList<>();
    private final List<JsonNode> chunks = new ArrayList<>();

    public SeenStream(AnswerStream stream) throws IOException {
        this.stream = stream;
        SseParser parser = new SseParser(new ByteArrayInputStream(stream.readAllBytes()));
        for (SseParser.Event event = parser.next(); event != null; event = parser.next()) {
            events.add(new String(event.data(), StandardCharsets.UTF_8));
            if (!event.isData("[DONE]")) {
                chunks.add(Json.parse(event.data()));
            }
        }
    }

    public String last() {
        return events.get(events.size() - 1);
    }

    public List<String> texts() {
        return chunks.stream()
                .map(chunk -> chunk.at("/choices/0/delta/content").asText(""))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    public String text() {
        return String.join("", texts());
    }

    public String joined(String pointer) {
        StringBuilder all = new StringBuilder();
        chunks.forEach(chunk -> all.append(chunk.at(pointer).asText("")));
        return all.toString();
    }

    public List<String> ids() {
        return chunks.stream()
                .filter(chunk -> chunk.has("id"))
                .map(chunk -> chunk.get("id").asText())
                .toList();
    }

    public long roles() {
        return chunks.stream()
                .filter(chunk -> chunk.at("/choices/0/delta/role").isTextual())
                .count();
    }

    public JsonNode usage() {
        return chunks.stream()
                .filter(chunk -> chunk.path("usage").isObject())
                .findFirst()
                .orElseThrow()
                .get("usage");
    }

    public String error() {
        return chunks.get(chunks.size() - 1).at("/error/code").asText();
    }
}
