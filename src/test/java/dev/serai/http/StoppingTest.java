package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.OwnGateway;
import dev.serai.support.RawConnection;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A stop cuts nothing bare: neither what is nearly out, nor what comes on connections that clients have kept. */
@Timeout(90)
class StoppingTest {

    private static final String CHAT =
            "{\"model\":\"simulator/echo\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

    /** Holds requests after all that the gateway does with them: their last bytes are not out. */
    private static final class Hold extends ValveBase {

        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        Hold() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            getNext().invoke(request, response);
            reached.countDown();
            try {
                released.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
    }

    @Test
    void answerThatIsNotQuiteOut_isSent(@TempDir Path data) throws Exception {
        OwnGateway gateway = start(data);
        Hold hold = new Hold();
        gateway.around(hold);
        CompletableFuture<HttpResponse<String>> answer = ask(gateway);
        assertThat(hold.reached.await(30, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Void> stop = CompletableFuture.runAsync(gateway::close);
        gateway.awaitNoConnections();
        Thread.sleep(500); // so that the stop is past the requests that it knows of
        hold.released.countDown();

        assertThat(answer.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        stop.get(30, TimeUnit.SECONDS);
    }

    @Test
    void requestOnKeptConnection_isAnsweredWhileOthersAreWaitedFor(@TempDir Path data) throws Exception {
        OwnGateway gateway = start(data);
        try (RawConnection kept = new RawConnection(gateway.port());
                RawConnection other = new RawConnection(gateway.port())) {
            assertThat(kept.sendChat(CHAT).reply().status()).isEqualTo(200);
            other.sendHead("POST /v1/chat/completions", "Content-Length: " + CHAT.length())
                    .send(CHAT.substring(0, 5));
            Thread.sleep(500); // so that it has begun

            CompletableFuture<Void> stop = CompletableFuture.runAsync(gateway::close);
            gateway.awaitNoConnections();
            RawConnection.Reply last = kept.sendChat(CHAT).reply();

            assertThat(last.status()).as(last.body()).isEqualTo(200);
            assertThat(last.headers()).containsEntry("connection", "close");
            other.send(CHAT.substring(5));
            assertThat(other.reply().headers()).containsEntry("connection", "close");
            stop.get(30, TimeUnit.SECONDS);
        }
    }

    private static OwnGateway start(Path data) {
        return OwnGateway.start(Map.of("serai.anonymous", "loopback", "serai.data", data.toString()));
    }

    private static CompletableFuture<HttpResponse<String>> ask(OwnGateway gateway) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return gateway.send("POST", "/v1/chat/completions", CHAT);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
