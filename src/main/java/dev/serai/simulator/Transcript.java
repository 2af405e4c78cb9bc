package dev.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What was heard in a file: its name and its size, since nobody listens.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/audio/createTranscription">OpenAI's transcriptions</a>
 */
final class Transcript {

    private static final double BYTES_PER_SECOND = 16_000;
    private static final int TOKENS_OF_A_SECOND = 10;

    private final String said;
    private final String format;
    private final double seconds;

    Transcript(JsonNode request) {
        JsonNode file = request.path("file");
        long bytes = file.path("bytes").asLong();
        this.said = "I heard " + file.path("filename").asText("nothing") + ", which has " + bytes + " bytes.";
        this.seconds = bytes / BYTES_PER_SECOND;
        this.format = request.path("response_format").asText("json");
    }

    boolean isJson() {
        return format.endsWith("json");
    }

    ObjectNode json() {
        ObjectNode answer = Json.MAPPER.createObjectNode();
        if (format.equals("verbose_json")) {
            answer.put("task", "transcribe").put("language", "english").put("duration", seconds);
        }
        answer.put("text", said);
        if (format.equals("verbose_json")) {
            answer.putArray("segments")
                    .addObject()
                    .put("id", 0)
                    .put("start", 0.0)
                    .put("end", seconds)
                    .put("text", said);
            answer.putObject("usage").put("type", "duration").put("seconds", Math.ceil(seconds));
        } else {
            answer.set("usage", usage());
        }
        return answer;
    }

    /** As text, or as subtitles. */
    String text() {
        return switch (format) {
            case "srt" -> "1\n" + time(0, ',') + " --> " + time(seconds, ',') + "\n" + said + "\n\n";
            case "vtt" -> "WEBVTT\n\n" + time(0, '.') + " --> " + time(seconds, '.') + "\n" + said + "\n\n";
            default -> said + "\n";
        };
    }

    private static String time(double seconds, char point) {
        long millis = Math.round(1000 * seconds);
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d%c%03d",
                millis / 3_600_000,
                millis / 60_000 % 60,
                millis / 1000 % 60,
                point,
                millis % 1000);
    }

    List<Chunks.Chunk> events() {
        List<Chunks.Chunk> events = new ArrayList<>();
        for (String word : Tokenizer.of(said)) {
            events.add(new Chunks.Chunk(
                    Chunks.Phase.TOKEN,
                    Json.MAPPER
                            .createObjectNode()
                            .put("type", "transcript.text.delta")
                            .put("delta", word)));
        }
        ObjectNode done = Json.MAPPER
                .createObjectNode()
                .put("type", "transcript.text.done")
                .put("text", said);
        done.set("usage", usage());
        events.add(new Chunks.Chunk(Chunks.Phase.FINISH, done));
        return events;
    }

    private ObjectNode usage() {
        int input = 1 + (int) (TOKENS_OF_A_SECOND * seconds);
        int output = Tokenizer.count(said);
        ObjectNode usage = Json.MAPPER
                .createObjectNode()
                .put("type", "tokens")
                .put("input_tokens", input)
                .put("output_tokens", output)
                .put("total_tokens", input + output);
        usage.putObject("input_token_details").put("audio_tokens", input).put("text_tokens", 0);
        return usage;
    }
}
