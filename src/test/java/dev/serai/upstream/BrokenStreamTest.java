package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.Answers;
import dev.serai.support.EventReader;
import dev.serai.support.ImpatientGatewayTest;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However an upstream stream breaks, the client reads an error event and no {@code [DONE]}. */
@Timeout(60)
class BrokenStreamTest extends ImpatientGatewayTest {

    private static final String CHAT = "/v1/chat/completions";

    /** Opens when the client has read the first event. */
    private final CountDownLatch seen = new CountDownLatch(1);

    /** Two ways through the gateway: bytes that pass, and events that are translated. */
    private enum Way {
        PASSED("openai/gpt-4o", Answers.content("one")),
        TRANSLATED("anthropic/claude-sonnet-4-5", Answers.anthropicStart("one"));

        private final String model;
        private final String begin;

        Way(String model, String begin) {
            this.model = model;
            this.begin = begin;
        }

        /** A stream that has begun. */
        private Script begun() {
            return Script.stream().send(begin);
        }
    }

    @ParameterizedTest
    @EnumSource
    void reset_isTruncation(Way way) throws Exception {
        assertThat(failure(way, way.begun().await(seen).reset())).isEqualTo("upstream_stream_truncated");
    }

    @ParameterizedTest
    @EnumSource
    void closedConnection_isTruncation(Way way) throws Exception {
        assertThat(failure(way, way.begun().close())).isEqualTo("upstream_stream_truncated");
    }

    @ParameterizedTest
    @EnumSource
    void cleanEndBeforeTheFinish_isTruncation(Way way) throws Exception {
        assertThat(failure(way, way.begun().end())).isEqualTo("upstream_stream_truncated");
    }

    @ParameterizedTest
    @EnumSource
    void doneBeforeTheFinish_isTruncation(Way way) throws Exception {
        assertThat(failure(way, way.begun().send(Answers.DONE).end())).isEqualTo("upstream_stream_truncated");
    }

    @ParameterizedTest
    @EnumSource
    void stall_isIdleTimeout(Way way) throws Exception {
        assertThat(failure(way, way.begun().stall(50))).isEqualTo("upstream_timeout");
        assertThat(UPSTREAM.awaitAbort(30)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void endlessStream_isTotalTimeout(Way way) throws Exception {
        Script endless = way.begun();
        for (int i = 0; i < 500; i++) {
            endless.pause(100).send(way.begin);
        }

        assertThat(failure(way, endless)).isEqualTo("upstream_timeout");
        assertThat(UPSTREAM.awaitAbort(30)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void invalidJsonAgain_isGarbled(Way way) throws Exception {
        String invalid = "data: {\"id\":\n\n";
        assertThat(failure(way, way.begun().send(invalid + way.begin + invalid).stall(50)))
                .isEqualTo("upstream_stream_garbled");
        assertThat(UPSTREAM.awaitAbort(30)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>", "[1]", "{} {}", "null", "\u0000"})
    void dataThatIsNoObject_isGarbled(String data) throws Exception {
        Script garbled =
                Way.PASSED.begun().send(("data: " + data + "\n\n").repeat(2)).end();

        assertThat(failure(Way.PASSED, garbled)).isEqualTo("upstream_stream_garbled");
    }

    @Test
    void oneEventThatIsNoJson_isPassedOver() throws Exception {
        UPSTREAM.answer(Script.stream()
                .send(Answers.content("one") + "data: {oops\n\n" + Answers.content("two") + Answers.finish()
                        + Answers.DONE)
                .end());

        assertThat(post(CHAT, streamedChat(Way.PASSED.model)).body())
                .isEqualTo(Answers.content("one") + Answers.content("two") + Answers.finish() + Answers.DONE);
    }

    @Test
    void brokenChunkedCoding_isTruncation() throws Exception {
        assertThat(failure(
                        Way.PASSED,
                        Way.PASSED.begun().raw("zz\r\nnot a chunk\r\n").stall(50)))
                .isEqualTo("upstream_stream_truncated");
    }

    @Test
    void errorEvent_isPassedOn() throws Exception {
        String error = "data: {\"error\":{\"message\":\"Overloaded\",\"type\":\"server_error\",\"code\":503}}\n\n";

        assertThat(failure(
                        Way.PASSED,
                        Way.PASSED.begun().send(error + Answers.DONE).end()))
                .isEqualTo("overloaded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"stall", "cut", "truncated", "error-in-200"})
    void simulatorsFailure_endsInAnError(String model) throws Exception {
        HttpResponse<String> response = post(CHAT, streamedChat("simulator/" + model));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("data: {\"error\":").doesNotContain("[DONE]");
    }

    @Test
    void streamWithoutDone_isWholeIfItFinished() throws Exception {
        UPSTREAM.answer(
                Script.stream().send(Answers.content("one") + Answers.finish()).end());

        assertThat(post(CHAT, streamedChat(Way.PASSED.model)).body()).endsWith(Answers.DONE);
    }

    @ParameterizedTest
    @EnumSource
    void silenceAfterTheHead_isAnHttpError(Way way) throws Exception {
        UPSTREAM.answer(Script.stream().stall(50));

        HttpResponse<String> response = post(CHAT, streamedChat(way.model));

        assertThat(response.statusCode()).isEqualTo(504);
        assertThat(error(response).path("message").asText()).contains("first token timeout");
    }

    @Test
    void slowReader_isNotTheUpstreamsFault() throws Exception {
        int count = 400;
        Script large = Script.stream();
        for (int i = 0; i < count; i++) {
            large.send(Answers.content("x".repeat(100_000)));
        }
        UPSTREAM.answer(large.send(Answers.finish() + Answers.DONE).end());

        try (EventReader client = open(CHAT, streamedChat("lasting/any"))) {
            assertThat(client.next()).startsWith("data: ");
            Thread.sleep(3000); // longer than the idle timeout: that is what is tested
            assertThat(client.rest()).hasSize(count + 1).last().isEqualTo(EventReader.DONE);
        }
    }

    @Test
    void commentsAndEmptyDeltas_areNoAnswer() throws Exception {
        Script slow = Way.PASSED.begun();
        for (int i = 0; i < 100; i++) {
            slow.pause(100).send(": queued\n\n" + Answers.content(""));
        }

        assertThat(failure(Way.PASSED, slow)).isEqualTo("upstream_timeout");
    }

    /** The code of the error that ends the stream. */
    private String failure(Way way, Script script) throws Exception {
        UPSTREAM.answer(script);
        try (EventReader client = open(CHAT, streamedChat(way.model))) {
            assertThat(client.response().statusCode()).isEqualTo(200);
            List<String> events = new ArrayList<>(List.of(client.nextEvent()));
            seen.countDown();
            events.addAll(client.rest());
            assertThat(events).doesNotContain(EventReader.DONE).anyMatch(event -> event.contains("one"));
            JsonNode last = Json.MAPPER.readTree(events.get(events.size() - 1).substring("data: ".length()));
            assertThat(last.path("error").path("message").asText()).isNotEmpty();
            return last.path("error").path("code").asText();
        }
    }
}
