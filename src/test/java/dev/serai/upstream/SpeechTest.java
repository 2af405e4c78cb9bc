package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.support.CallingGatewayTest;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sound comes through as it is made. */
@Timeout(60)
class SpeechTest extends CallingGatewayTest {

    private static final byte[] SOUND = "ID3\0\u00ff\r\n\r\ndata: [DONE]\n\n".getBytes(StandardCharsets.ISO_8859_1);
    private static final String INPUT = "ten tokens of text that anyone can count"; // 40 characters

    private Issued caller;

    @BeforeEach
    void aCaller() {
        caller = token(Rules.NONE);
    }

    private HttpRequest ask(String model, String members, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("/v1/audio/speech"))
                .header("Authorization", "Bearer " + caller.secret().text())
                .POST(BodyPublishers.ofString("{\"model\":\"" + model + "\",\"voice\":\"alloy\",\"input\":\"" + INPUT
                        + "\"" + members + "}"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }

    private HttpResponse<byte[]> speak(String model, String members, String... headers) throws Exception {
        return CLIENT.send(ask(model, members, headers), BodyHandlers.ofByteArray());
    }

    /** A script of chunks of sound. */
    private static Script sound() {
        return Script.silent().raw("HTTP/1.1 200 -\r\nContent-Type: audio/mpeg\r\nTransfer-Encoding: chunked\r\n\r\n");
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    @Test
    void sound_passesAsItIs() throws Exception {
        UPSTREAM.answer(sound().send(SOUND).send(SOUND).end());

        HttpResponse<byte[]> response = speak("openai/tts-1", ",\"speed\":1.0");

        byte[] twice = new byte[2 * SOUND.length];
        System.arraycopy(SOUND, 0, twice, 0, SOUND.length);
        System.arraycopy(SOUND, 0, twice, SOUND.length, SOUND.length);
        assertThat(response.body()).isEqualTo(twice);
        assertThat(response.headers().firstValue("content-type")).contains("audio/mpeg");
        assertThat(UPSTREAM.last().headers()).containsEntry("accept", "*/*");
        assertThat(UPSTREAM.last().text()).contains("\"model\":\"tts-1\"", "\"speed\":1.0");
        Map<String, Object> record = record(requestId(response));
        // 40 characters at 15 a million
        assertThat((BigDecimal) record.get("cost")).isEqualByComparingTo("0.0006");
        assertThat(record).containsEntry("endpoint", "/v1/audio/speech").containsEntry("error", null);
    }

    @Test
    void sound_isNotHeldBack() throws Exception {
        CountDownLatch heard = new CountDownLatch(1);
        UPSTREAM.answer(sound().send(SOUND).await(heard).send(SOUND).end());

        HttpResponse<InputStream> response = CLIENT.send(ask("openai/tts-1", ""), BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            assertThat(body.readNBytes(SOUND.length)).isEqualTo(SOUND);
            Thread.sleep(700); // twice the time after which a stream of events has a comment
            heard.countDown();
            assertThat(body.readAllBytes()).isEqualTo(SOUND);
        }
    }

    @Test
    void soundThatBreaksOff_hasNoProperEnd() throws Exception {
        UPSTREAM.answer(sound().send(SOUND).close());

        HttpRequest request = ask("openai/tts-1", "");

        assertThatThrownBy(() -> CLIENT.send(request, BodyHandlers.ofByteArray()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void clientThatLeaves_endsTheCall() throws Exception {
        UPSTREAM.answer(sound().send(SOUND).stall(20));

        HttpResponse<InputStream> response = CLIENT.send(ask("openai/tts-1", ""), BodyHandlers.ofInputStream());
        response.body().close();

        assertThat(UPSTREAM.awaitAbort(20)).isTrue();
        assertThat(record(requestId(response))).containsEntry("aborted", true);
    }

    @Test
    void anotherModel_speaksWhereTheFirstSaysNothing() throws Exception {
        UPSTREAM.answer(request -> request.path().startsWith("/openai/")
                ? sound().end()
                : sound().send(SOUND).end());

        HttpResponse<byte[]> response = speak("openai/tts-1", "", "x-serai-fallbacks", "groq/playai-tts");

        assertThat(response.body()).isEqualTo(SOUND);
        assertThat(response.headers().firstValue("x-serai-provider")).contains("groq");
    }

    @Test
    void events_passWithWhatTheyReport() throws Exception {
        String events = "data: {\"type\":\"speech.audio.delta\",\"audio\":\"AAAA\"}\n\n"
                + "data: {\"type\":\"speech.audio.done\",\"usage\":{\"input_tokens\":14,\"output_tokens\":101,\"total_tokens\":115}}\n\n";
        UPSTREAM.answer(Script.stream().send(events).end());

        HttpResponse<byte[]> response = speak("openai/gpt-4o-mini-tts", ",\"stream_format\":\"sse\"");

        assertThat(text(response)).isEqualTo(events);
        assertThat(record(requestId(response)))
                .containsEntry("prompt_tokens", 14L)
                .containsEntry("completion_tokens", 101L);
    }

    @Test
    void error_isOpenAis() throws Exception {
        UPSTREAM.answer(
                Script.json(400, "{\"error\":{\"message\":\"no such voice\",\"type\":\"invalid_request_error\"}}"));

        HttpResponse<byte[]> response = speak("openai/tts-1", "");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(text(response)).contains("no such voice");
    }

    @ParameterizedTest
    @CsvSource({
        "image/svg+xml, application/octet-stream",
        "application/xhtml+xml, application/octet-stream",
        "audio/wav, audio/wav",
        "'audio/mpeg; rate=24000', 'audio/mpeg; rate=24000'"
    })
    void typeThatABrowserRuns_isNotPassedOn(String type, String shown) throws Exception {
        UPSTREAM.answer(Script.typed(200, type, "sound"));

        HttpResponse<byte[]> response = speak("openai/tts-1", "");

        assertThat(response.headers().firstValue("content-type")).contains(shown);
        assertThat(response.headers().firstValue("x-content-type-options")).contains("nosniff");
    }

    @Test
    void page_isNoSound() throws Exception {
        UPSTREAM.answer(Script.typed(200, "text/html", "<html>"));

        HttpResponse<byte[]> response = speak("openai/tts-1", "");

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(text(response)).contains("provider_invalid_response");
    }

    @Test
    void gemini_speaksSamplesThatBecomeAFile() throws Exception {
        String samples = Base64.getEncoder().encodeToString(new byte[4800]);
        UPSTREAM.answer(Script.json(200, """
                {"candidates":[{"content":{"parts":[{"inlineData":{"mimeType":"audio/L16;codec=pcm;rate=24000",\
                "data":"%s"}}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":9,\
                "candidatesTokenCount":3}}""".formatted(samples)));

        HttpResponse<byte[]> wav = speak("gemini/gemini-2.5-flash-preview-tts", ",\"response_format\":\"mp3\"");

        assertThat(wav.headers().firstValue("content-type")).contains("audio/wav");
        assertThat(wav.headers().firstValue("x-serai-dropped-params")).contains("response_format");
        assertThat(new String(wav.body(), 0, 4, StandardCharsets.US_ASCII)).isEqualTo("RIFF");
        assertThat(wav.body()).hasSize(44 + 4800);
        JsonNode sent = Json.parse(UPSTREAM.last().body());
        assertThat(sent.at("/contents/0/parts/0/text").asText()).isEqualTo(INPUT);
        assertThat(sent.at("/generationConfig/speechConfig/voiceConfig/prebuiltVoiceConfig/voiceName")
                        .asText())
                .isEqualTo("Kore");
        assertThat(record(requestId(wav))).containsEntry("prompt_tokens", 9L).containsEntry("completion_tokens", 3L);

        HttpResponse<byte[]> pcm = speak("gemini/gemini-2.5-flash-preview-tts", ",\"response_format\":\"pcm\"");
        assertThat(pcm.body()).hasSize(4800);
        assertThat(pcm.headers().firstValue("content-type")).contains("audio/pcm");
    }
}
