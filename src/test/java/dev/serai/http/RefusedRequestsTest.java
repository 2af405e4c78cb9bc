package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.GatewayTest;
import dev.serai.support.RawConnection;
import dev.serai.support.RawConnection.Reply;
import dev.serai.wire.Json;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What Tomcat refuses before any filter sees it is answered like everything else. */
class RefusedRequestsTest extends GatewayTest {

    private static final String POST = "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\n";

    static Stream<Arguments> refused() {
        String large = "a".repeat(9000);
        return Stream.of(
                Arguments.of("no request line", 400, "nonsense\r\n\r\n"),
                Arguments.of("invalid target", 400, "GET /v1/models?{} HTTP/1.1\r\nHost: a\r\n\r\n"),
                Arguments.of("malformed escape", 400, "GET /v1/models/%zz HTTP/1.1\r\nHost: a\r\n\r\n"),
                Arguments.of("escaped end of string", 400, "GET /v1/models/a%00b HTTP/1.1\r\nHost: a\r\n\r\n"),
                Arguments.of("way out of the root", 400, "GET /../../etc/passwd HTTP/1.1\r\nHost: a\r\n\r\n"),
                Arguments.of("no host", 400, "GET /v1/models HTTP/1.1\r\n\r\n"),
                Arguments.of("two hosts", 400, "GET /v1/models HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
                Arguments.of("large header", 400, "GET / HTTP/1.1\r\nHost: a\r\nA: " + large + "\r\n\r\n"),
                Arguments.of("long target", 400, "GET /" + large + " HTTP/1.1\r\nHost: a\r\n\r\n"),
                Arguments.of("control character", 400, "GET / HTTP/1.1\r\nHost: a\r\nA: a\u0001b\r\n\r\n"),
                Arguments.of("end of string in a header", 400, "GET / HTTP/1.1\r\nHost: a\r\nA: a\u0000b\r\n\r\n"),
                Arguments.of("name with a blank", 400, "GET / HTTP/1.1\r\nHost: a\r\nA b: c\r\n\r\n"),
                Arguments.of("two lengths", 400, POST + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}"),
                Arguments.of("negative length", 400, POST + "Content-Length: -1\r\n\r\n"),
                Arguments.of("unknown transfer encoding", 501, POST + "Transfer-Encoding: x\r\n\r\n"),
                Arguments.of("unknown protocol", 505, "GET / HTTP/3.0\r\nHost: a\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refusedRequest_getsOpenAiError(String what, int status, String request) throws Exception {
        try (RawConnection client = new RawConnection(port)) {
            Reply reply = client.send(request).reply();

            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.headers())
                    .containsEntry("content-type", "application/json")
                    .containsEntry("x-content-type-options", "nosniff")
                    .containsKeys("x-request-id", "x-serai-overhead-ms");
            assertThat(Json.MAPPER.readTree(reply.body()).at("/error/type").asText())
                    .isEqualTo("invalid_request_error");
        }
    }

    @Test
    void chunksThatAreNone_areBadRequest() throws Exception {
        try (RawConnection client = new RawConnection(port)) {
            Reply reply = client.send(POST + "Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n")
                    .reply();

            assertThat(reply.status()).isEqualTo(400);
            assertThat(Json.MAPPER.readTree(reply.body()).at("/error/type").asText())
                    .isEqualTo("invalid_request_error");
        }
    }

    @Test
    void trace_isAWrongMethod() throws Exception {
        try (RawConnection client = new RawConnection(port)) {
            Reply reply = client.send("TRACE /v1/models HTTP/1.1\r\nHost: a\r\nSecret: s\r\n\r\n")
                    .reply();

            assertThat(reply.status()).isEqualTo(405);
            assertThat(reply.headers()).containsKeys("allow", "x-request-id");
            assertThat(Json.MAPPER.readTree(reply.body()).at("/error/code").asText())
                    .isEqualTo("method_not_allowed");
        }
    }
}
