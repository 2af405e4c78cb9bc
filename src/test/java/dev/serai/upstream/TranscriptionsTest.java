package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Script;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sound in a form, and what is heard in it. */
class TranscriptionsTest extends UploadingGatewayTest {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void form_isSentWithTheProvidersModel(boolean modelFirst) throws Exception {
        UPSTREAM.answer(Script.json(200, "{\"text\":\"Hello\"}"));
        String file = file("file", "\0\u00ff\r\n------xy\r\n");
        String model = text("model", "groq/whisper-large-v3");
        String more = text("temperature", "0.2") + text("timestamp_granularities[]", "word");

        HttpResponse<String> response = send(HEARD, modelFirst ? form(model, file, more) : form(file, more, model));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"text\":\"Hello\"}");
        assertThat(UPSTREAM.last().path()).isEqualTo("/groq/openai/v1/audio/transcriptions");
        String renamed = text("model", "whisper-large-v3");
        assertThat(sent()).isEqualTo((modelFirst ? renamed + file + more : file + more + renamed) + "------x--\r\n");
        assertThat(UPSTREAM.last().headers())
                .containsEntry("content-length", String.valueOf(UPSTREAM.last().body().length));
    }

    @Test
    void anotherModel_getsTheSameFile() throws Exception {
        UPSTREAM.answer(request -> request.path().startsWith("/openai/")
                ? Script.json(503, "{\"error\":{\"message\":\"away\"}}")
                : Script.json(200, "{\"text\":\"Hello\"}"));

        HttpResponse<String> response = send(
                HEARD,
                form(file("file", "RIFF"), text("model", "openai/whisper-1")),
                "x-serai-fallbacks",
                "groq/whisper-large-v3");

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(sent()).contains("whisper-large-v3", "RIFF");
        assertThat(UPSTREAM.received()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            text | text/plain;charset=utf-8   | Hello\\n
            srt  | text/plain                 | 1\\n00:00:00,000 --> 00:00:01,000\\nHello\\n
            vtt  | text/vtt                   | WEBVTT\\n
            """)
    void subtitles_areNoJson(String format, String type, String body) throws Exception {
        String said = body.replace("\\n", "\n");
        UPSTREAM.answer(Script.typed(200, type, said));

        HttpResponse<String> response = send(
                HEARD, form(text("response_format", format), file("file", "RIFF"), text("model", "openai/whisper-1")));

        assertThat(response.body()).isEqualTo(said);
        assertThat(response.headers().firstValue("content-type")).contains(type);
    }

    @Test
    void durationThatIsReported_isPaidFor() throws Exception {
        UPSTREAM.answer(
                Script.json(200, "{\"task\":\"transcribe\",\"duration\":90.5,\"text\":\"Hello\",\"segments\":[]}"));

        HttpResponse<String> response =
                send(HEARD, form(file("file", "x".repeat(200_000)), text("model", "openai/whisper-1")));

        // 90.5 seconds at 0.006 a minute
        assertThat((BigDecimal) record(requestId(response)).get("cost")).isEqualByComparingTo("0.00905");
    }

    @Test
    void durationThatNobodyReports_isEstimated() throws Exception {
        UPSTREAM.answer(Script.json(200, "{\"text\":\"Hello\",\"usage\":{\"type\":\"duration\",\"seconds\":1e12}}"));

        HttpResponse<String> response =
                send(HEARD, form(file("file", "x".repeat(160_000)), text("model", "openai/whisper-1")));

        Map<String, Object> record = record(requestId(response));
        // 160,000 bytes at 16,000 a second
        assertThat((BigDecimal) record.get("cost")).isEqualByComparingTo("0.001");
        assertThat(record).containsEntry("estimated", true);
    }

    @Test
    void events_passWithWhatTheyReport() throws Exception {
        String events = "data: {\"type\":\"transcript.text.delta\",\"delta\":\"Hello\"}\n\n"
                + "data: {\"type\":\"transcript.text.done\",\"text\":\"Hello\",\"usage\":{\"type\":\"tokens\","
                + "\"input_tokens\":14,\"output_tokens\":2,\"total_tokens\":16,"
                + "\"input_token_details\":{\"audio_tokens\":14,\"text_tokens\":0}}}\n\n";
        UPSTREAM.answer(Script.stream().send(events).send("data: [DONE]\n\n").end());

        HttpResponse<String> response = send(
                HEARD, form(text("stream", "true"), file("file", "RIFF"), text("model", "openai/gpt-4o-transcribe")));

        assertThat(response.body()).isEqualTo(events);
        assertThat(record(requestId(response)))
                .containsEntry("prompt_tokens", 14L)
                .containsEntry("completion_tokens", 2L)
                .containsEntry("estimated", false);
    }

    @Test
    void modelThatDoesNotStream_answersWhole() throws Exception {
        UPSTREAM.answer(Script.json(200, "{\"text\":\"Hello\"}"));

        HttpResponse<String> response =
                send(HEARD, form(text("stream", "true"), file("file", "RIFF"), text("model", "openai/whisper-1")));

        assertThat(response.body()).isEqualTo("{\"text\":\"Hello\"}");
    }
}
