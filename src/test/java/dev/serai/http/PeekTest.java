package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.GatewayTest;
import dev.serai.support.RawConnection;
import dev.serai.support.Script;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** To look whether a client is there takes nothing away from what it sends. */
@Timeout(60)
class PeekTest extends GatewayTest {

    private static final String SECOND = "GET /v1/models HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String MODELS = "{\"object\":\"list\"";
    private static final int SEVERAL_LOOKS = 900;

    @BeforeEach
    void answerLate() {
        UPSTREAM.answer(request -> request.text().contains("\"stream\":true")
                ? Script.stream()
                        .pause(SEVERAL_LOOKS)
                        .send(Answers.stream("Hi"))
                        .end()
                : Script.silent().pause(SEVERAL_LOOKS).raw(whole()));
    }

    @Test
    void nextRequest_isAnsweredAfterASlowAnswer() throws Exception {
        try (RawConnection client = new RawConnection(port)) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.sendChat(chat("openai/gpt-4o")).reply().body())
                        .contains("Hi");
            }
        }
    }

    @Test
    void pipelinedRequest_isAnswered() throws Exception {
        try (RawConnection client = new RawConnection(port)) {
            client.sendChat(chat("openai/gpt-4o"));
            awaitAsked();
            client.send(SECOND);

            assertBothAnswered(client);
        }
    }

    @Test
    void pipelinedRequestInPieces_isAnswered() throws Exception {
        try (RawConnection client = new RawConnection(port)) {
            client.sendChat(chat("openai/gpt-4o"));
            for (int i = 0; i < SECOND.length(); i++) {
                client.send(SECOND.substring(i, i + 1));
                Thread.sleep(10); // some are looked at, some come after the answer
            }

            assertBothAnswered(client);
        }
    }

    @Test
    void requestPipelinedAfterAStream_isAnswered() throws Exception {
        try (RawConnection client = new RawConnection(port)) {
            client.sendChat(streamedChat("openai/gpt-4o"));
            awaitAsked();
            client.send(SECOND);

            assertThat(client.reply().body()).endsWith(Answers.DONE);
            assertThat(client.reply().body()).startsWith(MODELS);
        }
    }

    /** From then on the gateway looks at what comes. */
    private static void awaitAsked() throws InterruptedException {
        for (int i = 0; i < 500 && UPSTREAM.received().isEmpty(); i++) {
            Thread.sleep(20);
        }
    }

    private static void assertBothAnswered(RawConnection client) throws Exception {
        assertThat(client.reply().body()).contains("Hi");
        assertThat(client.reply().body()).startsWith(MODELS);
    }

    private static String whole() {
        return "HTTP/1.1 200 -\r\nContent-Type: application/json\r\nContent-Length: " + Answers.WHOLE.length()
                + "\r\n\r\n" + Answers.WHOLE;
    }
}
