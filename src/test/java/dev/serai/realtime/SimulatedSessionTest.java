package dev.serai.realtime;

import static dev.serai.realtime.RealtimeKit.CREATE;
import static dev.serai.realtime.RealtimeKit.within;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.TokenRegistry;
import dev.serai.wire.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions of the simulator: a client can be tried without an account. */
@Timeout(60)
@ExtendWith(SharedRealtime.class)
class SimulatedSessionTest {

    private static final String SAY = """
        {"type":"conversation.item.create","item":{"type":"message","role":"user",\
        "content":[{"type":"input_text","text":"Good morning"}]}}\
        """;

    private static RealtimeKit kit;

    @BeforeAll
    static void share() {
        kit = SharedRealtime.kit();
    }

    private static String answer(TokenRegistry.Issued caller) throws Exception {
        RealtimeClient client = kit.client(caller, "?model=simulator/echo");
        client.say(SAY);
        client.say(CREATE);
        client.awaitMessage("response.done");
        StringBuilder said = new StringBuilder();
        for (String message : client.messages) {
            JsonNode event = Json.parse(message.getBytes(StandardCharsets.UTF_8));
            said.append(event.path("delta").asText(""));
        }
        client.socket.abort();
        return said.toString();
    }

    @Test
    void simulator_saysTheSameToTheSame_andCountsIt() throws Exception {
        TokenRegistry.Issued caller = kit.token();
        String first = answer(caller);

        assertThat(first).startsWith("You said: \"Good morning\"").isEqualTo(answer(caller));
        within().untilAsserted(() -> assertThat(kit.records(caller)).hasSize(4).anySatisfy(record -> {
            assertThat(record.path("promptTokens").asInt()).isEqualTo(2);
            assertThat(record.path("completionTokens").asInt()).isGreaterThan(10);
            assertThat(record.path("estimated").asBoolean()).isFalse();
            assertThat(record.path("cost").asDouble()).isPositive();
        }));
    }

    @Test
    void sound_isTranscribedWhereThatIsAskedFor() {
        RealtimeClient client = kit.client(kit.token(), "?model=simulator/echo&intent=transcription");
        client.say(
                "{\"type\":\"session.update\",\"session\":{\"audio\":{\"input\":{\"transcription\":{\"model\":\"echo\"}}}}}");
        client.awaitMessage("session.updated");
        client.say("{\"type\":\"input_audio_buffer.append\",\"audio\":\"" + "A".repeat(64_000) + "\"}");
        client.say("{\"type\":\"input_audio_buffer.commit\"}");

        client.awaitMessage("a sound of 11 tokens");
        client.say(CREATE);
        client.awaitMessage("no responses");
        client.socket.abort();
    }

    @ParameterizedTest
    @CsvSource({"429, 429", "500, 500", "401, 502", "reset, 502"})
    void namesThatRefuse_doSoBeforeTheSession(String model, int status) throws Exception {
        assertThat(kit.handshake(
                                "?model=simulator/" + model,
                                "Authorization: Bearer " + kit.token().secret().text())
                        .status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"cut, 1011", "truncated, 1000", "empty, 1000"})
    void namesThatEnd_doSoInAResponse(String model, int code) {
        RealtimeClient client = kit.client(kit.token(), "?model=simulator/" + model);
        client.say(CREATE);

        within().until(() -> client.closed == code);
    }

    @ParameterizedTest
    @CsvSource({"content-filter, content_filter", "error-in-200, server_error", "malformed, response.out"})
    void namesThatGoWrong_doSoInAResponse(String model, String word) {
        RealtimeClient client = kit.client(kit.token(), "?model=simulator/" + model);
        client.say("what is no event");
        client.awaitMessage("no JSON");
        client.say(CREATE);

        client.awaitMessage(word);
        client.awaitMessage("response.done");
        client.socket.abort();
    }
}
