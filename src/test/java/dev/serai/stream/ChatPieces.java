package dev.serai.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Pieces for {@link ChatChunks} and the chunks that it makes of them, in JSON with single quotes. */
public final class ChatPieces {

    public static final ChatChunks.Wish CHAT = new ChatChunks.Wish(false, false);
    static final ChatChunks.Wish CHAT_WITH_USAGE = new ChatChunks.Wish(false, true);
    public static final String ROLE = "{'role':'assistant','content':''}";
    static final String USAGE = "{'usage': {'prompt_tokens': 1, 'completion_tokens': 2, 'total_tokens': 3}}";
    static final String STOP = "{'finish': 'stop'}";
    public static final String END = "{'end': true}";

    private ChatPieces() {}

    static ChatChunks stream(ChatChunks.Wish wish) {
        return new ChatChunks(wish, "own", "asked", 17);
    }

    static List<JsonNode> chunks(ChatChunks.Wish wish, String... pieces) throws Exception {
        ChatChunks stream = stream(wish);
        stream.accept(pieces(pieces));
        return events(stream);
    }

    /** Each chunk's choice and delta, in single quotes. */
    public static List<String> deltas(ChatChunks.Wish wish, String... pieces) throws Exception {
        return chunks(wish, pieces).stream()
                .filter(chunk -> !isDone(chunk))
                .map(chunk -> chunk.at("/choices/0"))
                .map(choice -> choice.path("index") + " "
                        + choice.path("delta").toString().replace('"', '\''))
                .toList();
    }

    public static String tool(String key, int choice) {
        return "{'tool': '" + key + "', 'id': 'call_" + key + "', 'name': 'f', 'choice': " + choice + "}";
    }

    static String finish(JsonNode chunk) {
        JsonNode choice = chunk.at("/choices/0");
        return choice.path("finish_reason").isTextual()
                ? choice.path("index") + " " + choice.path("finish_reason").asText()
                : "";
    }

    static boolean isDone(JsonNode event) {
        return event.asText().equals("[DONE]");
    }

    /** The events written; {@code [DONE]} as text. */
    static List<JsonNode> events(ChatChunks stream) throws JsonProcessingException {
        List<JsonNode> events = new ArrayList<>();
        for (String event : new String(stream.take(), StandardCharsets.UTF_8).split("\n\n", -1)) {
            if (!event.isEmpty()) {
                String data = event.substring("data: ".length());
                events.add(json(data.equals("[DONE]") ? "'[DONE]'" : data));
            }
        }
        return events;
    }

    static JsonNode pieces(String... pieces) throws JsonProcessingException {
        return json("[" + String.join(",", pieces) + "]");
    }

    static JsonNode json(String singleQuoted) throws JsonProcessingException {
        return Json.parse(singleQuoted.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
