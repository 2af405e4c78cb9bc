package dev.serai.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.wire.Memory;
import dev.serai.wire.WavHead;
import java.io.ByteArrayOutputStream;
import java.util.Base64;

/**
 * Sound that came in JSON, as what it is: {@code {"audio": base64, "content_type", "wav_rate"}}, where the last one says that
 * it is samples that need the head of a WAV file.
 */
final class SpokenAnswer {

    private SpokenAnswer() {}

    /**
     * The sound of what a provider's transform has made of its answer.
     *
     * @throws IllegalArgumentException if there is none
     */
    static TypedBytes of(JsonNode answer, Memory memory) {
        String base64 = answer.path("audio").asText();
        if (base64.isEmpty()) {
            throw new IllegalArgumentException("no sound");
        }
        memory.take(2L * base64.length());
        byte[] sound = Base64.getDecoder().decode(base64);
        String type = answer.path("content_type").asText("application/octet-stream");
        int rate = answer.path("wav_rate").asInt();
        if (rate <= 0) {
            return new TypedBytes(sound, type);
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream(sound.length + 64);
        file.writeBytes(WavHead.of(sound.length, rate));
        file.writeBytes(sound);
        return new TypedBytes(file.toByteArray(), type);
    }
}
