package dev.serai.realtime;

import static dev.serai.realtime.RealtimeKit.CREATE;
import static dev.serai.realtime.RealtimeKit.within;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.access.TokenRegistry;
import java.net.http.WebSocket;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is used in sessions is on record once, whoever leaves, and whatever is said of it. */
@Timeout(60)
@ExtendWith(SharedRealtime.class)
class SessionUsageTest {

    private static final String DELTA = "say:{\"type\":\"response.output_text.delta\",\"delta\":\"word\"}";

    private static RealtimeKit kit;

    private TokenRegistry.Issued caller;
    private RealtimeClient client;

    @BeforeAll
    static void share() {
        kit = SharedRealtime.kit();
    }

    @BeforeEach
    void connect() {
        caller = kit.token();
        client = kit.client(caller, "?model=openai/gpt-realtime-2");
    }

    /** The session's own record, and one besides. */
    private void awaitRecord(Consumer<JsonNode> wanted) {
        within().untilAsserted(() -> assertThat(kit.records(caller))
                .hasSize(2)
                .allSatisfy(
                        record -> assertThat(record.path("endpoint").asText()).isEqualTo("/v1/realtime"))
                .anySatisfy(record -> {
                    assertThat(record.path("status").asInt()).isEqualTo(101);
                    assertThat(record.path("promptTokens").asInt()).isZero();
                    assertThat(record.path("estimated").asBoolean()).isFalse();
                })
                .anySatisfy(wanted));
    }

    private static void said(JsonNode record) {
        assertThat(record.path("promptTokens").asInt()).isEqualTo(20);
        assertThat(record.path("completionTokens").asInt()).isEqualTo(10);
        assertThat(record.path("cachedTokens").asInt()).isEqualTo(4);
        assertThat(record.path("status").asInt()).isEqualTo(200);
        assertThat(record.path("estimated").asBoolean()).isFalse();
        assertThat(record.path("requestId").asText()).endsWith("-1");
        // 1 text token, 4 cached and 15 of sound are read, 2 of text and 8 of sound are written
        assertThat(record.path("cost").asText()).isEqualTo("0.0010456");
    }

    private static void estimated(JsonNode record) {
        assertThat(record.path("estimated").asBoolean()).isTrue();
        assertThat(record.path("completionTokens").asInt()).isBetween(2, 10);
        assertThat(record.path("cost").isNumber()).isTrue();
    }

    @Test
    void usage_isBookedWithTheRatesOfSound() {
        client.say(CREATE);
        client.awaitMessage("response.done");

        awaitRecord(SessionUsageTest::said);
        client.socket.abort();
    }

    @Test
    void usageOfAResponseOfAnyLength_isBooked() {
        client.say("long done");
        client.awaitMessage("zzz");

        awaitRecord(SessionUsageTest::said);
        client.socket.abort();
    }

    private static void leftBehind(JsonNode record) {
        estimated(record);
        assertThat(record.path("status").asInt()).isEqualTo(499);
    }

    private void halfAnAnswer() {
        client.say("begin");
        client.say(DELTA);
        client.say(DELTA);
        client.awaitMessage("delta");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"cut", "close", "reserved", "say:{\"type\":\"response.done\",\"response\":{\"usage\":null}}"})
    void usageThatNobodySays_isEstimated(String end) {
        halfAnAnswer();
        client.say(end);

        awaitRecord(SessionUsageTest::estimated);
        client.socket.abort();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void usageOfAnAnswerWhoseClientLeaves_isEstimated(boolean politely) {
        halfAnAnswer();
        if (politely) {
            client.socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        } else {
            client.socket.abort();
        }

        awaitRecord(SessionUsageTest::leftBehind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "1e300", "\"many\"", "99999999999999999999999"})
    void usageThatNobodyCanHaveUsed_isEstimated(String count) {
        halfAnAnswer();
        client.say("say:{\"type\":\"response.done\",\"response\":{\"usage\":{\"input_tokens\":3,\"output_tokens\":"
                + count + "}}}");
        client.awaitMessage("response.done");

        awaitRecord(SessionUsageTest::estimated);
        client.socket.abort();
    }

    @Test
    void usageWithoutABeginning_isBooked() {
        client.say(
                "say:{\"type\":\"response.done\",\"response\":{\"usage\":{\"input_tokens\":7,\"output_tokens\":8}}}");
        client.awaitMessage("response.done");

        awaitRecord(record -> assertThat(record.path("promptTokens").asInt()).isEqualTo(7));
        client.socket.abort();
    }

    @Test
    void responseThatTheProviderRefuses_costsNothing() {
        client.say("{\"type\":\"response.create\",\"refused\":true}");
        client.awaitMessage("active_response");

        awaitRecord(record -> {
            assertThat(record.path("error").asText()).isEqualTo("provider_refused");
            assertThat(record.path("promptTokens").asInt()).isZero();
            assertThat(record.path("cost").asDouble()).isZero();
        });
        client.socket.abort();
    }

    @Test
    void transcription_isOnRecordByItsTokens() {
        client.say(
                "say:{\"type\":\"session.updated\",\"session\":{\"input_audio_transcription\":{\"model\":\"gpt-4o-transcribe\"}}}");
        client.say(
                "say:{\"type\":\"conversation.item.input_audio_transcription.completed\",\"transcript\":\"a\",\"usage\":"
                        + "{\"type\":\"tokens\",\"input_tokens\":14,\"output_tokens\":5,\"total_tokens\":19,"
                        + "\"input_token_details\":{\"audio_tokens\":14}}}");

        awaitRecord(record -> {
            assertThat(record.path("model").asText()).isEqualTo("gpt-4o-transcribe");
            assertThat(record.path("promptTokens").asInt()).isEqualTo(14);
            assertThat(record.path("completionTokens").asInt()).isEqualTo(5);
            assertThat(record.path("estimated").asBoolean()).isFalse();
        });
        client.socket.abort();
    }

    @Test
    void transcriptionBeyondALimit_isOnRecord_andEndsTheSession() {
        client.socket.abort();
        caller = kit.token(RealtimeKit.requests(1));
        client = kit.client(caller, "?model=openai/gpt-realtime-2");
        client.say("say:{\"type\":\"conversation.item.input_audio_transcription.completed\",\"usage\":"
                + "{\"type\":\"tokens\",\"input_tokens\":14,\"output_tokens\":5,\"total_tokens\":19}}");

        within().until(() -> client.closed == 1008);
        within().untilAsserted(() -> assertThat(kit.records(caller))
                .anySatisfy(record ->
                        assertThat(record.path("promptTokens").asInt()).isEqualTo(14)));
    }

    @Test
    void transcription_isOnRecordByItsLength() {
        client.say(
                "say:{\"type\":\"session.updated\",\"session\":{\"audio\":{\"input\":{\"transcription\":{\"model\":\"gpt-realtime-whisper\"}}}}}");
        client.say(
                "say:{\"usage\":{\"type\":\"duration\",\"seconds\":90},\"type\":\"conversation.item.input_audio_transcription.completed\"}");

        awaitRecord(record -> {
            assertThat(record.path("audioMs").asInt()).isEqualTo(90_000);
            assertThat(record.path("cost").asText()).isEqualTo("0.0255");
            assertThat(record.path("estimated").asBoolean()).isFalse();
        });
        client.socket.abort();
    }
}
