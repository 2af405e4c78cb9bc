package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.ImpatientGatewayTest;
import dev.serai.support.RawConnection;
import dev.serai.support.RawConnection.Reply;
import dev.serai.support.Script;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * A stream that ends in an error event has no proper end: some clients know no such event, and take what ends well for a
 * whole answer.
 */
@Timeout(30)
@ExtendWith(OutputCaptureExtension.class)
class CutStreamTest extends ImpatientGatewayTest {

    private static final Map<String, Script> CUTS = Map.of(
            "broken off", begun().reset(),
            "ended early", begun().end(),
            "silent", begun().stall(20),
            "garbled", begun().send("data: {\n\ndata: {\n\n").send(Answers.DONE).end(),
            "an error",
                    begun().send("data: {\"error\":{\"message\":\"no\",\"type\":\"server_error\",\"code\":\"x\"}}\n\n")
                            .end());

    private static Script begun() {
        return Script.stream().send(Answers.content("one")).pause(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"broken off", "ended early", "silent", "garbled", "an error"})
    void cutStream_breaksOffAfterItsError(String cut) throws Exception {
        UPSTREAM.answer(CUTS.get(cut));
        try (RawConnection client = new RawConnection(port)) {
            Reply reply = client.sendChat(streamedChat("lasting/any")).reply();

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body())
                    .contains("one", "data: {\"error\":")
                    .endsWith("}\n\n")
                    .doesNotContain("[DONE]");
            assertThat(client.brokeOff()).as("broken off").isTrue();
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void cutStreamOfHttp10_endsByClosing() throws Exception {
        UPSTREAM.answer(CUTS.get("broken off"));
        String body = streamedChat("lasting/any");
        try (RawConnection client = new RawConnection(port)) {
            Reply reply = client.send("POST /v1/chat/completions HTTP/1.0\r\nHost: localhost\r\nContent-Length: "
                            + body.length() + "\r\n\r\n" + body)
                    .reply();

            assertThat(reply.headers()).doesNotContainKeys("content-length", "transfer-encoding");
            assertThat(reply.body()).contains("one").endsWith("}\n\n");
        }
    }

    @Test
    void errorIsThere_thoughAnotherRequestWasSent() throws Exception {
        UPSTREAM.answer(CUTS.get("broken off"));
        for (int i = 0; i < 3; i++) {
            try (RawConnection client = new RawConnection(port)) {
                Reply reply = client.sendChat(streamedChat("lasting/any"))
                        .sendChat(chat("simulator/echo"))
                        .reply();

                assertThat(reply.body()).contains("data: {\"error\":");
                assertThat(client.brokeOff()).isTrue();
            }
        }
    }

    @Test
    void wholeStream_keepsItsConnection() throws Exception {
        UPSTREAM.answer(Script.stream().send(Answers.stream("Hi")).end());
        try (RawConnection client = new RawConnection(port)) {
            for (int i = 0; i < 3; i++) {
                assertThat(client.sendChat(streamedChat("lasting/any")).reply().body())
                        .endsWith(Answers.DONE);
                assertThat(client.brokeOff()).isFalse();
            }
        }
    }

    @Test
    void noTrace_isLogged(CapturedOutput output) throws IOException {
        UPSTREAM.answer(CUTS.get("broken off"));
        try (RawConnection client = new RawConnection(port)) {
            client.sendChat(streamedChat("lasting/any")).reply();
        }

        assertThat(output.getOut()).doesNotContain("\tat ");
    }
}
