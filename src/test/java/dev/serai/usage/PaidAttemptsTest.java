package dev.serai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.EventReader;
import dev.serai.support.Script;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever was sent a prompt wants to be paid: each attempt at a provider is on record, however it ended. */
@Timeout(120)
class PaidAttemptsTest extends PaidGatewayTest {

    @Test
    void callerWhoLeavesBeforeTheAnswer_pays() throws Exception {
        UPSTREAM.answer(Script.silent().stall(30));
        leave(longChat(GPT), "left-before");
        assertThat(UPSTREAM.awaitAbort(30)).isTrue();

        Map<String, Object> record = record("left-before");

        assertThat(record).containsEntry("status", 499).containsEntry("aborted", true);
        assertPrompt(record);
    }

    private void leave(String body, String id) {
        HttpRequest request = HttpRequest.newBuilder(uri(CHAT))
                .header("Authorization", "Bearer " + caller.secret().text())
                .header("x-request-id", id)
                .timeout(Duration.ofMillis(700))
                .POST(BodyPublishers.ofString(body))
                .build();
        assertThat(CLIENT.sendAsync(request, BodyHandlers.ofString())
                        .handle((answer, left) -> left)
                        .join())
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-serai-timeout-total", "x-serai-timeout-headers"})
    void callerWhoSetsAShortTimeLimit_pays(String header) throws Exception {
        UPSTREAM.answer(Script.silent().stall(30));

        HttpResponse<String> response = call(caller, longChat(GPT), header, "300ms");

        assertThat(response.statusCode()).isEqualTo(504);
        assertPrompt(record(requestId(response)));
    }

    static Stream<Script> unreadable() {
        return Stream.of(
                Script.json(200, "{\"choices\":[{\"mess"),
                Script.json(200, "[]"),
                Script.json(200, ""),
                Script.typed(200, "text/html", "<html>"),
                Script.typed(200, null, whole("{}")),
                Script.silent().reset(),
                Script.silent()
                        .raw("HTTP/1.1 200 -\r\nContent-Type: application/json\r\n")
                        .reset(),
                Script.silent()
                        .raw("HTTP/1.1 200 -\r\nContent-Length: 100000000\r\n\r\n{")
                        .reset(),
                Script.stream().send(Answers.content(TEXT)).end());
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void unreadableAnswer_isPaidFor(Script answer) throws Exception {
        UPSTREAM.answer(answer);

        HttpResponse<String> response = call(caller, longChat(GPT));

        assertThat(response.statusCode()).isEqualTo(502);
        assertPrompt(record(requestId(response)));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void unreadableStream_isPaidFor(Script answer) throws Exception {
        UPSTREAM.answer(answer);

        try (EventReader stream = open(caller, longStream(GPT))) {
            stream.rest();
            assertPrompt(record(requestId(stream.response())));
        }
    }

    @Test
    void wholeAnswerThatBreaksOff_isPaidForAsFarAsItCame() throws Exception {
        String body = whole("{}").replace(TEXT, TEXT.repeat(100)); // 1,000 tokens
        UPSTREAM.answer(Script.silent()
                .raw("HTTP/1.1 200 -\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                        + "\r\n\r\n")
                .raw(body.substring(0, 3000))
                .reset());

        HttpResponse<String> response = call(caller, longChat(GPT));

        assertThat(response.statusCode()).isEqualTo(502);
        Map<String, Object> record = record(requestId(response));
        assertPrompt(record);
        assertThat((Long) record.get("completion_tokens")).isBetween(650L, 1100L);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 413, 429, 500, 503, 529})
    void refusal_isFree(int status) throws Exception {
        UPSTREAM.answer(Script.json(status, "{\"error\":{\"message\":\"no\"}}"));

        assertThat(record(requestId(call(caller, longChat(GPT)))))
                .containsEntry("prompt_tokens", 0L)
                .containsEntry("estimated", false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"stream\":true"})
    void errorInsideA200_isFree(String stream) throws Exception {
        String error = "{\"error\":{\"message\":\"no\",\"type\":\"server_error\"}}";
        UPSTREAM.answer(
                stream.isEmpty()
                        ? Script.json(200, error)
                        : Script.stream().send("data: " + error + "\n\n").end());

        HttpResponse<String> response = call(caller, longChat(GPT).replaceFirst("\\{", "{\"n\":1" + stream + ","));

        assertThat(record(requestId(response))).containsEntry("prompt_tokens", 0L);
    }
}
