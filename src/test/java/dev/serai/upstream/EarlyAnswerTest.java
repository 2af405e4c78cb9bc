package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.OwnGateway;
import dev.serai.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Providers that answer before they have read the request, and read no more of it, as servers in Go and Node do. */
class EarlyAnswerTest {

    /** Answers each request when it has read so many bytes of it, and goes away as it is told to. */
    private static final class Hasty {

        private static final byte[] NO_LIST =
                "HTTP/1.1 404 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.UTF_8);

        private final ServerSocket server;
        private volatile String answer;
        private volatile int reads;
        private volatile boolean lingers;

        Hasty() throws IOException {
            server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
            Thread thread = new Thread(this::serve, "hasty");
            thread.setDaemon(true);
            thread.start();
        }

        private void serve() {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    socket.setTcpNoDelay(true);
                    InputStream in = socket.getInputStream();
                    OutputStream out = socket.getOutputStream();
                    if (in.read() == 'G') { // which models there are
                        out.write(NO_LIST);
                        continue;
                    }
                    in.readNBytes(reads - 1);
                    out.write(answer.getBytes(StandardCharsets.UTF_8));
                    out.flush();
                    if (lingers) {
                        Thread.sleep(300);
                    }
                } catch (IOException e) {
                    // closed, or the peer left
                } catch (InterruptedException e) {
                    return;
                }
            }
        }
    }

    private static Hasty hasty;
    private static OwnGateway gateway;

    @BeforeAll
    static void start() throws IOException {
        hasty = new Hasty();
        gateway = OwnGateway.start(Map.of(
                "serai.anonymous", "loopback",
                "serai.data", "target/data/" + UUID.randomUUID(),
                "serai.breaker.window", "0",
                "SERAI_RETRIES", "0",
                "OPENAI_BASE_URL", "http://127.0.0.1:" + hasty.server.getLocalPort() + "/v1",
                "OPENAI_API_KEY", "canary"));
    }

    @AfterAll
    static void stop() throws IOException {
        gateway.close();
        hasty.server.close();
    }

    static Stream<Arguments> cases() {
        return Stream.of(1, 100, 2_000, 8_000, 32_000)
                .flatMap(kilobytes -> Stream.of(200, 60_000)
                        .flatMap(reads -> Stream.of(true, false)
                                .map(lingers -> Arguments.of(kilobytes, Math.min(reads, kilobytes * 1000), lingers))));
    }

    private static String refusal(int status, String headers) {
        String body = "{\"error\":{\"message\":\"too much for me\",\"type\":\"invalid_request_error\",\"param\":null,"
                + "\"code\":\"no\"}}";
        return "HTTP/1.1 " + status + " No\r\nContent-Type: application/json\r\n" + headers + "Content-Length: "
                + body.length() + "\r\n\r\n" + body;
    }

    private HttpResponse<String> send(int kilobytes) throws Exception {
        String content = "x".repeat(kilobytes * 1000);
        return gateway.send(
                "POST",
                "/v1/chat/completions",
                "{\"model\":\"openai/gpt-5.1\",\"messages\":[{\"role\":\"user\",\"content\":\"" + content + "\"}]}");
    }

    private static JsonNode error(HttpResponse<String> response) throws IOException {
        return Json.parse(response.body().getBytes(StandardCharsets.UTF_8)).path("error");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void refusal_reachesTheCaller(int kilobytes, int reads, boolean lingers) throws Exception {
        hasty.reads = reads;
        hasty.lingers = lingers;
        hasty.answer = refusal(413, lingers ? "" : "Connection: close\r\n");
        HttpResponse<String> response = send(kilobytes);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(413);
        assertThat(error(response).path("message").asText()).isEqualTo("too much for me");
    }

    @Test
    void otherRefusals_areWhatTheyAre() throws Exception {
        hasty.reads = 1000;
        hasty.lingers = false;
        for (int status : List.of(400, 429)) {
            hasty.answer = refusal(status, "Connection: close\r\n");
            assertThat(send(8_000).statusCode()).isEqualTo(status);
        }
        hasty.answer = refusal(401, "Connection: close\r\n");
        assertThat(error(send(8_000)).path("code").asText()).isEqualTo("provider_authentication_failed");
    }

    @Test
    void information_isNoAnswer() throws Exception {
        hasty.reads = 1000;
        hasty.lingers = true;
        hasty.answer = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + refusal(413, "");
        assertThat(send(2_000).statusCode()).isEqualTo(413);
    }

    @Test
    void informationWithoutEnd_isAFailure() throws Exception {
        hasty.reads = 1000;
        hasty.lingers = false;
        hasty.answer = "HTTP/1.1 100 Continue\r\n\r\n".repeat(10_000);
        HttpResponse<String> response = send(1);
        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(error(response).path("code").asText()).isEqualTo("provider_unreachable");
    }
}
