package dev.serai.condensing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.support.WholeText;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A conversation of six times its model's context window, whose client does not wait for it at a connection. */
@Timeout(120)
class LongJobTest extends CondensingGatewayTest {

    private HttpResponse<String> poll(Issued caller, String path) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                    .header("Authorization", "Bearer " + caller.secret().text());
            return WholeText.of(CLIENT, request.build());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode condensing(HttpResponse<String> polled) {
        try {
            return json(polled).at("/progress/condensing");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void longTalk_isAnsweredLater_andTellsHowFarItIs() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        answers(request -> ANSWER, request -> {
            try {
                seen.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return summary("They talked");
        });
        Issued caller = token(Rules.NONE);
        ObjectNode talk = talk("long-talk", 30, 6_700);
        ((ObjectNode) talk.at("/messages/1")).put("content", "later, question 0:" + words(6_700));

        HttpResponse<String> promise = call(caller, talk.toString(), "Prefer", "respond-async");

        assertThat(promise.statusCode()).as(promise.body()).isEqualTo(202);
        String path = promise.headers().firstValue("location").orElseThrow();
        JsonNode progress = await(() -> condensing(poll(caller, path)), JsonNode::isObject);
        assertThat(progress.path("chunk").asInt()).isEqualTo(1);
        assertThat(progress.path("chunks").asInt()).isGreaterThan(20);
        seen.countDown();
        HttpResponse<String> answer = await(() -> poll(caller, path), it -> it.statusCode() != 202);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(condensed(answer)).matches("20\\d{4}->\\d+ tokens");
        assertThat(json(answer).at("/choices/0/message/content").asText()).isEqualTo("Hi");
    }
}
