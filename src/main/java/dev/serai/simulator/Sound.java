package dev.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import dev.serai.wire.WavHead;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;

/**
 * A text spoken: a tone of a twentieth of a second for each word, always as a WAV file or its samples.
 *
 * @see <a href="https://platform.openai.com/docs/api-reference/audio/createSpeech">OpenAI's speech</a>
 */
final class Sound {

    private static final int MOST_CHARACTERS = 4096;
    private static final int RATE = 24_000;
    private static final int SAMPLES_OF_A_WORD = RATE / 20;
    private static final int LOUDNESS = 8000;

    private final JsonNode request;
    private final List<String> words;
    private final boolean samples;

    Sound(JsonNode request) {
        this.request = request;
        String input = request.path("input").asText("");
        if (input.length() > MOST_CHARACTERS) {
            throw ApiException.badRequest(
                    "string_above_max_length", "input", "'input' must have at most " + MOST_CHARACTERS + " characters");
        }
        this.words = Tokenizer.of(input);
        this.samples = request.path("response_format").asText("").equals("pcm");
    }

    boolean isWantedInEvents() {
        return request.path("stream_format").asText("").equals("sse");
    }

    String type() {
        return samples ? "audio/pcm" : "audio/wav";
    }

    /** Its bytes, word by word. */
    Iterator<BodyPart> parts(Misbehaviour misbehaviour, Duration delay, Duration wordPause) {
        List<BodyPart> parts = new ArrayList<>();
        if (!samples) {
            parts.add(BodyPart.of(WavHead.of(2 * SAMPLES_OF_A_WORD * words.size(), RATE))
                    .after(delay));
        }
        for (int i = 0; i < words.size(); i++) {
            if (i >= words.size() / 2 && misbehaviour.breaksOff()) {
                parts.add(WholeBody.breakOff(misbehaviour));
                return parts.iterator();
            }
            parts.add(BodyPart.of(word(i)).after(wordPause));
        }
        return parts.iterator();
    }

    List<Chunks.Chunk> events() {
        List<Chunks.Chunk> events = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            events.add(new Chunks.Chunk(
                    Chunks.Phase.TOKEN,
                    Json.MAPPER
                            .createObjectNode()
                            .put("type", "speech.audio.delta")
                            .put("audio", Base64.getEncoder().encodeToString(word(i)))));
        }
        ObjectNode done = Json.MAPPER.createObjectNode().put("type", "speech.audio.done");
        done.putObject("usage")
                .put("input_tokens", words.size())
                .put("output_tokens", words.size())
                .put("total_tokens", 2 * words.size());
        events.add(new Chunks.Chunk(Chunks.Phase.FINISH, done));
        return events;
    }

    /** The longer the word, the higher the tone. */
    private byte[] word(int index) {
        byte[] tone = new byte[2 * SAMPLES_OF_A_WORD];
        double pitch = (220 + 20 * words.get(index).strip().length()) * 2 * Math.PI / RATE;
        for (int i = 0; i < SAMPLES_OF_A_WORD; i++) {
            int sample = (int) (LOUDNESS * Math.sin(pitch * i));
            tone[2 * i] = (byte) sample;
            tone[2 * i + 1] = (byte) (sample >> 8);
        }
        return tone;
    }
}
