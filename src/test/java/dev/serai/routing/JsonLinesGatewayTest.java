package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.EventReader;
import dev.serai.support.RoutesCopy;
import dev.serai.support.Script;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A provider whose streams are a JSON object a line, as Ollama's own are, through transforms of its own. */
class JsonLinesGatewayTest extends ReloadingGatewayTest {

    private static final String STREAM = """
            let done = if (.done) [{"usage": {"prompt_tokens": 3, "completion_tokens": .eval_count, "total_tokens": 3 + .eval_count}},
                                   {"finish": "stop"}, {"end": true}] else []
            {"emit": (if (.message.content) [{"content": .message.content}] else []) + $done}
            """;

    private static final String LAST = "{\"done\":true,\"eval_count\":2}";

    private static String says(String text) {
        return "{\"model\":\"m\",\"message\":{\"role\":\"assistant\",\"content\":\"" + text + "\"},\"done\":false}";
    }

    private static Script lines(String type) {
        return Script.silent()
                .raw("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nTransfer-Encoding: chunked\r\n\r\n");
    }

    @BeforeEach
    void serveIt() throws Exception {
        int before = serving();
        write("transforms/acme/chat/stream.jslt", STREAM);
        write(
                ACME,
                provider("acme", "acme").replace("dialect, value: openai", "dialect, value: acme")
                        + "      - { name: chatPath, value: /api/chat }\n");
        RoutesCopy.alias(file("routes"), "lined", "inOrder?recovery=resume", "", "acme/m", "openai/gpt-5.1");
        manage("POST", "reload");
        assertThat(serving()).isGreaterThan(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-ndjson", "application/x-ndjson; charset=utf-8", "application/stream+json"})
    void lines_areTheEventsOfTheTransform(String type) throws Exception {
        UPSTREAM.answer(lines(type)
                .dribble("\uFEFF" + says("Hé") + "\r\n\r\n" + says("llo") + "\n" + LAST + "\n", 3)
                .end());

        String answer = post(CHAT, streamedChat("acme/m")).body();

        assertThat(answer)
                .contains("\"content\":\"Hé\"", "\"content\":\"llo\"", "\"finish_reason\":\"stop\"")
                .endsWith("data: [DONE]\n\n")
                .doesNotContain("\"error\"");
    }

    @Test
    void lines_comeOneByOne() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        UPSTREAM.answer(lines("application/x-ndjson")
                .send(says("first") + "\n")
                .await(seen)
                .send(LAST + "\n")
                .end());

        try (EventReader events = open(CHAT, streamedChat("acme/m"))) {
            String event = events.next();
            while (!event.contains("first")) {
                event = events.next();
            }
            seen.countDown();
            while (event != null && !event.equals(EventReader.DONE)) {
                event = events.next();
            }
            assertThat(event).isEqualTo(EventReader.DONE);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "{\"message\":{\"con", "{\"done\":tr", "\n\n\n"})
    void cutStream_isABrokenOne(String rest) throws Exception {
        UPSTREAM.answer(
                lines("application/x-ndjson").send(says("Hello") + "\n" + rest).end());

        assertThat(post(CHAT, streamedChat("acme/m")).body())
                .contains("Hello", "upstream_stream_truncated")
                .doesNotContain("[DONE]");
    }

    @Test
    void failureBeforeTheFirstWord_goesToTheNext() throws Exception {
        UPSTREAM.answer(request -> request.path().startsWith("/acme/")
                ? lines("application/x-ndjson").send("\n\n").reset()
                : Script.stream().send(Answers.stream("from the other")).end());

        assertThat(post(CHAT, streamedChat("lined")).body()).contains("from the other", "[DONE]");
    }

    @Test
    void streamThatBreaksOff_isResumed() throws Exception {
        UPSTREAM.answer(request -> request.path().startsWith("/acme/")
                ? lines("application/x-ndjson")
                        .send(says("Hello") + "\n{\"mess")
                        .reset()
                : Script.stream().send(Answers.stream("again")).end());

        String body = post(CHAT, streamedChat("lined")).body();

        assertThat(body).contains("Hello");
        assertThat(UPSTREAM.received()).hasSizeGreaterThan(1);
        assertThat(UPSTREAM.last().path()).doesNotStartWith("/acme/");
    }

    @Test
    void garbage_isNoAnswer() throws Exception {
        UPSTREAM.answer(
                lines("application/x-ndjson").send("<html>\n</html>\n<p>\n").end());

        assertThat(post(CHAT, streamedChat("acme/m")).statusCode()).isEqualTo(502);
    }
}
