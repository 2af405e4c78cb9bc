package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.GatewayTest;
import dev.serai.support.RawConnection;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Strangers write nothing into the log, whatever they send. */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class QuietLogTest extends GatewayTest {

    private static final String LONG = "a".repeat(9000);

    private static final String[] REQUESTS = {
        "POST /health HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n",
        "DELETE /health/live HTTP/1.1\r\nHost: a\r\n\r\n",
        "PUT /v1/models HTTP/1.1\r\nHost: a\r\n\r\n",
        "BREW /v1/models HTTP/1.1\r\nHost: a\r\n\r\n",
        "TRACE / HTTP/1.1\r\nHost: a\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
        "CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /nowhere?a=%zz&b=%c3%28&%=&&=x HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /health?format=%zz&%c3 HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: a\r\nAccept: nonsense\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: a\r\nAccept: image/png\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: a\r\nAccept: ;;;, /\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: a\r\nContent-Type: ///\r\nContent-Length: 1\r\n\r\nx",
        "GET /health HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 1\r\n\r\n{",
        "GET /health HTTP/1.1\r\nHost: a\r\nCookie: =;;a=\u0001;\"; JSESSIONID=x\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: a\r\nCookie: a=\"b\r\nCookie: $Version=1; [=]\r\n\r\n",
        "GET /manage/projects HTTP/1.1\r\nHost: a\r\nAuthorization: Basic %%%\r\n\r\n",
        "GET /manage;x=1/%2e%2e/ HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /v1/models/%00 HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /error HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: !\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nRange: bytes=9-1\r\nIf-Modified-Since: never\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nA: " + LONG + "\r\n\r\n",
        "GET /" + LONG + " HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: \u00ff\u00fe\r\n\r\n",
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003abcdefgh\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "\u0000\u0000\u0000\u0000\r\n\r\n",
        "POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n",
        "POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\nExpect: nonsense\r\n\r\n",
        "POST /v1/chat/completions HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer \u0001\r\nContent-Length: 2\r\n\r\n{}",
        "PUT /nowhere HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 3\r\n\r\n%zz",
        "POST /nowhere HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data\r\nContent-Length: 3\r\n\r\n--x",
        "OPTIONS /v1/models HTTP/1.1\r\nHost: a\r\nOrigin: ://\r\nAccess-Control-Request-Method: \u00e4\r\n\r\n",
    };

    @Test
    void strangersRequests_leaveNoLine(CapturedOutput output) throws Exception {
        for (String request : REQUESTS) {
            try (RawConnection client = new RawConnection(port)) {
                client.send(request);
                client.endSending();
                client.isClosed();
            } catch (IOException e) {
                // some are hung up on
            }
        }

        assertThat(output.getAll()).doesNotContain(" WARN ", " ERROR ", "\tat ");
    }
}
