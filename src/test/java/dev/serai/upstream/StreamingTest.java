package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.EventReader;
import dev.serai.support.GatewayTest;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams that go well: each event is passed on as it comes, however it comes. */
@Timeout(60)
class StreamingTest extends GatewayTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final String OPENAI = streamedChat("openai/gpt-4o");
    private static final String ANTHROPIC = streamedChat("anthropic/claude-sonnet-4-5");

    private final CountDownLatch goOn = new CountDownLatch(1);

    @Test
    void passedEvent_isSeenBeforeTheNextIsSent() throws Exception {
        UPSTREAM.answer(Script.stream()
                .send(Answers.content("one"))
                .await(goOn)
                .send(Answers.finish() + Answers.DONE)
                .end());

        try (EventReader client = open(CHAT, OPENAI)) {
            assertThat(client.nextEvent()).contains("one");
            goOn.countDown();
            assertThat(client.rest()).hasSize(2).last().isEqualTo(EventReader.DONE);
        }
    }

    @Test
    void translatedEvent_isSeenBeforeTheNextIsSent() throws Exception {
        UPSTREAM.answer(Script.stream()
                .send(Answers.anthropicStart("one"))
                .await(goOn)
                .send(Answers.anthropicEnd())
                .end());

        try (EventReader client = open(CHAT, ANTHROPIC)) {
            assertThat(client.nextEvent()).contains("\"role\":\"assistant\"");
            assertThat(client.nextEvent()).contains("one");
            goOn.countDown();
            assertThat(client.rest()).hasSize(2).last().isEqualTo(EventReader.DONE);
        }
    }

    @Test
    void head_saysThatItIsAStream() throws Exception {
        UPSTREAM.answer(Script.stream().send(Answers.stream("Hi")).end());

        try (EventReader client = open(CHAT, OPENAI)) {
            var headers = client.response().headers();
            assertThat(client.response().statusCode()).isEqualTo(200);
            assertThat(headers.firstValue("content-type")).hasValue("text/event-stream");
            assertThat(headers.firstValue("cache-control")).hasValue("no-cache");
            assertThat(headers.firstValue("content-length")).isEmpty();
            assertThat(headers.firstValue("x-request-id")).isPresent();
            assertThat(headers.firstValue("x-serai-provider")).hasValue("openai");
            assertThat(headers.firstValue("x-serai-overhead-ms")).isPresent();
        }
    }

    @Test
    void silenceAmidAStream_isFilledWithComments() throws Exception {
        UPSTREAM.answer(Script.stream()
                .send(Answers.content("one"))
                .await(goOn)
                .send(Answers.finish() + Answers.DONE)
                .end());

        try (EventReader client = open(CHAT, OPENAI)) {
            assertThat(client.next()).contains("one");
            assertThat(client.next()).isEqualTo(EventReader.KEEP_ALIVE);
            assertThat(client.next()).isEqualTo(EventReader.KEEP_ALIVE);
            goOn.countDown();
            assertThat(client.rest()).hasSize(2).last().isEqualTo(EventReader.DONE);
        }
    }

    @Test
    void silenceBeforeAStream_isFilledWithComments() throws Exception {
        UPSTREAM.answer(Script.stream().await(goOn).send(Answers.stream("Hi")).end());

        try (EventReader client = open(CHAT, OPENAI)) {
            assertThat(client.next()).isEqualTo(EventReader.KEEP_ALIVE);
            goOn.countDown();
            assertThat(client.rest()).hasSize(3).first().asString().contains("Hi");
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({"LF,1", "CRLF,1", "CR,1", "LF,1000000", "CRLF,1000000", "CR,1000000"})
    void lineEndsAndPieces_makeNoDifference(String lineEnd, int size) throws Exception {
        String end = lineEnd.replace("CR", "\r").replace("LF", "\n");
        String sent = ": welcome\n\n" + Answers.stream("Wörld 世界 🚀");
        UPSTREAM.answer(Script.stream().dribble(sent.replace("\n", end), size).end());

        try (EventReader client = open(CHAT, OPENAI)) {
            assertThat(client.rest())
                    .containsExactly(
                            Answers.content("Wörld 世界 🚀").strip(),
                            Answers.finish().strip(),
                            EventReader.DONE);
        }
    }

    @Test
    void translatedStreamInPieces_isWhole() throws Exception {
        String sent = Answers.anthropicStart("Wörld ") + Answers.anthropicContent("世界 🚀") + Answers.anthropicEnd();
        UPSTREAM.answer(Script.stream().dribble(sent.replace("\n", "\r\n"), 1).end());

        try (EventReader client = open(CHAT, ANTHROPIC)) {
            List<String> events = client.rest();
            assertThat(events).hasSize(5).last().isEqualTo(EventReader.DONE);
            assertThat(content(events.get(1)) + content(events.get(2))).isEqualTo("Wörld 世界 🚀");
        }
    }

    @Test
    void largeEvent_isPassedWhole() throws Exception {
        String image = "A".repeat(300_000);
        UPSTREAM.answer(Script.stream().send(Answers.stream(image)).end());

        try (EventReader client = open(CHAT, OPENAI)) {
            assertThat(client.nextEvent()).isEqualTo(Answers.content(image).strip());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai/gpt-4o", "anthropic/claude-sonnet-4-5", "deepseek/deepseek-chat"})
    void askedUsage_isShownOnce(String model) throws Exception {
        UPSTREAM.answer(answer(model));
        String asked = streamedChat(model).replaceFirst("\\{", "{\"stream_options\":{\"include_usage\":true},");

        assertThat(post(CHAT, asked).body()).containsOnlyOnce("\"total_tokens\":5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai/gpt-4o", "anthropic/claude-sonnet-4-5", "deepseek/deepseek-chat"})
    void unaskedUsage_isNotShown(String model) throws Exception {
        UPSTREAM.answer(answer(model));

        assertThat(post(CHAT, streamedChat(model)).body())
                .doesNotContain("usage")
                .endsWith(Answers.DONE);
    }

    private static String content(String event) throws IOException {
        return Json.MAPPER
                .readTree(event.substring("data: ".length()))
                .at("/choices/0/delta/content")
                .asText();
    }

    private static Script answer(String model) {
        boolean anthropic = model.startsWith("anthropic");
        String events = anthropic ? Answers.anthropicStart("Hi") + Answers.anthropicEnd() : Answers.stream("Hi");
        return Script.stream().send(events).end();
    }
}
