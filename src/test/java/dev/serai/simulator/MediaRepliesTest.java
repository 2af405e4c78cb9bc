package dev.serai.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.GatewayTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What clients can try without an account. */
class MediaRepliesTest extends GatewayTest {

    private static final String SPEECH = "{\"model\":\"simulator/%s\",\"voice\":\"any\",\"input\":\"one two three\"%s}";

    private HttpResponse<byte[]> speak(String model, String members) throws Exception {
        HttpRequest request = request("/v1/audio/speech")
                .POST(BodyPublishers.ofString(SPEECH.formatted(model, members)))
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpResponse<String> hear(String model, String format) throws Exception {
        String body = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\n\r\nRIFF\r\n"
                + "--x\r\nContent-Disposition: form-data; name=\"response_format\"\r\n\r\n" + format + "\r\n"
                + "--x\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nsimulator/" + model + "\r\n--x--";
        HttpRequest request = request("/v1/audio/transcriptions")
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofString(body))
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void image_isAPictureAndTheSameEachTime() throws Exception {
        String request = "{\"model\":\"simulator/any\",\"prompt\":\"a cat\",\"n\":2}";

        JsonNode answer = json(post("/v1/images/generations", request));

        byte[] png = Base64.getDecoder().decode(answer.at("/data/0/b64_json").asText());
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(image.getWidth()).isEqualTo(8);
        assertThat(answer.path("data")).hasSize(2);
        assertThat(json(post("/v1/images/generations", request)).path("data")).isEqualTo(answer.path("data"));
    }

    @Test
    void speech_isSoundOfALength() throws Exception {
        HttpResponse<byte[]> response = speak("echo", "");

        try (AudioInputStream sound = AudioSystem.getAudioInputStream(new ByteArrayInputStream(response.body()))) {
            assertThat(sound.getFrameLength()).isEqualTo(3 * 1200);
            assertThat(sound.getFormat().getSampleRate()).isEqualTo(24_000f);
        }
        assertThat(speak("echo", ",\"response_format\":\"pcm\"").body()).hasSize(3 * 2400);
    }

    @ParameterizedTest
    @CsvSource({"429, 429", "503, 503", "html, 502", "empty, 502", "error-in-200, 502"})
    void misbehaviour_isAsInChats(String model, int status) throws Exception {
        assertThat(speak(model, "").statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({
        "json, application/json, '{\"text\":\"I heard a.wav, which has 4 bytes.\"'",
        "text, text/plain;charset=utf-8, 'I heard a.wav'",
        "vtt, text/plain;charset=utf-8, 'WEBVTT'",
        "srt, text/plain;charset=utf-8, '1\n00:00:00,000 --> 00:00:00,000'"
    })
    void transcript_namesTheFile(String format, String type, String beginning) throws Exception {
        HttpResponse<String> response = hear("echo", format);

        assertThat(response.headers().firstValue("content-type")).contains(type);
        assertThat(response.body()).startsWith(beginning);
    }

    @Test
    void document_withTheQuerysWordsComesFirst() throws Exception {
        JsonNode answer = json(
                post(
                        "/v1/rerank",
                        "{\"model\":\"simulator/any\",\"query\":\"green cat\","
                                + "\"documents\":[\"a dog\",\"a green cat\",\"a cat\"],\"top_n\":2,\"return_documents\":true}"));

        assertThat(answer.at("/results/0/index").asInt()).isEqualTo(1);
        assertThat(answer.at("/results/0/document/text").asText()).isEqualTo("a green cat");
        assertThat(answer.path("results")).hasSize(2);
    }

    @Test
    void text_withTheNameOfACategoryIsFlagged() throws Exception {
        JsonNode answer =
                json(post("/v1/moderations", "{\"model\":\"simulator/any\",\"input\":[\"violence\",\"peace\"]}"));

        assertThat(answer.at("/results/0/categories/violence").asBoolean()).isTrue();
        assertThat(answer.at("/results/1/flagged")).hasToString("false");
    }
}
