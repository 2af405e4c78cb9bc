package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.Frames;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams that come in binary frames: the client has of them what it has of any other. */
class FramedStreamTest extends CloudGatewayTest {

    private static final String FRAMES = "application/vnd.amazon.eventstream";
    private static final String MODEL = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";

    static Stream<WireFixtures.Case> streams() throws IOException {
        return WireFixtures.cases()
                .filter(it -> it.provider().equals("bedrock") && it.kind().equals("stream"));
    }

    private static byte[] frames(JsonNode events) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (JsonNode event : events) {
            String payload = Json.text(event.get("data"));
            frames.writeBytes(
                    event.get("type").asText().equals("exception")
                            ? Frames.exception(event.get("name").asText(), payload)
                            : Frames.event(event.get("type").asText(), payload));
        }
        return frames.toByteArray();
    }

    private HttpResponse<String> ask(byte[] frames) throws Exception {
        UPSTREAM.answer(Script.streamOf(FRAMES, "x-amzn-requestid: 11111111-2222-3333-4444-555555555555")
                .dribble(frames, 61)
                .end());
        return post(
                CHAT,
                chat("bedrock/" + MODEL)
                        .replaceFirst("\\{", "{\"stream\":true,\"stream_options\":{\"include_usage\":true},"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("streams")
    void goldenStream_isTheSameInFrames(WireFixtures.Case it) throws Exception {
        List<JsonNode> expected = ProviderContractPayload.events(Files.readString(it.file("openai")));

        HttpResponse<String> response = ask(frames(it.read("provider")));

        assertThat(UPSTREAM.last().path())
                .endsWith("/model/us.anthropic.claude-sonnet-4-5-20250929-v1%3A0/converse-stream");
        if (expected.get(1).has("error")) { // it failed before it said anything
            assertThat(response.statusCode()).isEqualTo(429);
            assertThat(error(response)).isEqualTo(expected.get(1).get("error"));
        } else {
            List<JsonNode> events = ProviderContractPayload.events(response.body());
            String text = Json.text(Json.MAPPER.valueToTree(expected))
                    .replace("chatcmpl-1\"", "11111111-2222-3333-4444-555555555555\"");
            ProviderContractPayload.assertSame(Json.MAPPER.readTree(text), Json.MAPPER.valueToTree(events));
        }
    }

    private static byte[] begun() {
        return Frames.joined(
                Frames.event("messageStart", "{\"role\":\"assistant\"}"),
                Frames.event("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"Hel\"}}"));
    }

    private static byte[] wrong(byte[] frame) {
        byte[] wrong = frame.clone();
        wrong[wrong.length - 7]++;
        return wrong;
    }

    @Test
    void brokenFrame_endsTheStreamInAnError_thatSaysWhy() throws Exception {
        byte[] next = Frames.event("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"lo\"}}");

        HttpResponse<String> response = ask(Frames.joined(begun(), wrong(next), next));

        JsonNode error = ProviderContract.assertBrokenOff(response);
        assertThat(error.path("code").asText()).isEqualTo("upstream_stream_garbled");
        assertThat(error.path("message").asText()).endsWith("the checksum of a frame is wrong");
        assertThat(response.body()).contains("Hel").doesNotContain("\"lo\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 11, 40})
    void streamThatIsCutWithinAFrame_isBrokenOff(int bytes) throws Exception {
        byte[] next = Frames.event("messageStop", "{\"stopReason\":\"end_turn\"}");

        JsonNode error = ProviderContract.assertBrokenOff(ask(Frames.joined(begun(), Arrays.copyOf(next, bytes))));

        assertThat(error.path("code").asText()).isEqualTo("upstream_stream_truncated");
    }

    @Test
    void textInTheFramesPlace_isAFailureOfTheProvider() throws Exception {
        HttpResponse<String> response =
                ask("<html>not today, and not tomorrow</html>".getBytes(StandardCharsets.UTF_8));

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(error(response).path("code").asText()).isEqualTo("upstream_stream_garbled");
    }

    @Test
    void errorFrame_isOneOfTheProviders() throws Exception {
        HttpResponse<String> response = ask(Frames.joined(begun(), Frames.error("InternalFailure", "went away")));

        JsonNode error = ProviderContract.assertBrokenOff(response);
        assertThat(error.path("type").asText()).isEqualTo("server_error");
        assertThat(error.path("message").asText()).isEqualTo("went away");
    }
}
