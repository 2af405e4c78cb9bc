package dev.serai.condensing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.support.Answers;
import dev.serai.support.Script;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams that begin while a summary is made that takes long, since their clients would give up. */
@Timeout(120)
class EarlyStreamTest extends CondensingGatewayTest {

    private final CountDownLatch begun = new CountDownLatch(1);

    private void summarised(Script by) {
        answers(request -> Script.stream().send(Answers.stream("Hi")).end(), request -> {
            try {
                begun.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return by;
        });
    }

    private BufferedReader opened(String path, ObjectNode talk) throws Exception {
        HttpResponse<InputStream> answer = CLIENT.send(
                HttpRequest.newBuilder(uri(path))
                        .POST(BodyPublishers.ofString(talk.put("stream", true).toString()))
                        .build(),
                BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/event-stream");
        return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    /** All that is left, and whether it had an end. */
    private static String rest(BufferedReader events) {
        StringBuilder text = new StringBuilder();
        try {
            for (String line = events.readLine(); line != null; line = events.readLine()) {
                text.append(line).append('\n');
            }
            return text + "the end";
        } catch (IOException e) {
            return text + "cut";
        }
    }

    @Test
    void chat_hasCommentsUntilItIsCondensed() throws Exception {
        summarised(summary("They talked"));
        try (BufferedReader events = opened(CHAT, fresh("summed"))) {
            assertThat(events.readLine()).isEqualTo(": condensing");
            assertThat(events.readLine()).isEqualTo(": keep-alive");
            begun.countDown();
            assertThat(rest(events)).contains("\"Hi\"", "data: [DONE]").endsWith("the end");
        }
    }

    @Test
    void chatThatCannotBeCondensed_endsWithAnErrorEvent() throws Exception {
        summarised(Script.json(500, "{\"error\":{\"message\":\"no\"}}"));
        try (BufferedReader events = opened(CHAT, fresh("summed"))) {
            assertThat(events.readLine()).isEqualTo(": condensing");
            begun.countDown();
            assertThat(rest(events))
                    .contains("data: {\"error\":", "context_length_exceeded")
                    .doesNotContain("[DONE]")
                    .endsWith("cut");
        }
    }

    @Test
    void messages_havePingsUntilTheyAreCondensed() throws Exception {
        summarised(summary("They talked"));
        ObjectNode talk = fresh("summed").put("max_tokens", 50);
        talk.withArray("messages").remove(0); // the system's, which is no message there
        try (BufferedReader events = opened("/v1/messages", talk)) {
            assertThat(events.readLine()).isEqualTo("event: ping");
            begun.countDown();
            assertThat(rest(events))
                    .contains("event: message_start", "event: message_stop")
                    .endsWith("the end");
        }
    }
}
