package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.GatewayTest;
import dev.serai.support.RawConnection;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** What a browser is shown at the gateway's address. */
class StartPageTest extends GatewayTest {

    @Test
    void page_hasAFirstCallToThisAddress() throws Exception {
        HttpResponse<String> page = get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("content-type")).contains("text/html;charset=UTF-8");
        assertThat(page.headers().firstValue("content-security-policy"))
                .hasValueSatisfying(it -> assertThat(it).contains("default-src 'none'"));
        assertThat(page.body())
                .contains("curl http://127.0.0.1:" + port + "/v1/chat/completions", "data/project-token")
                .doesNotContain("sk-serai-");
    }

    @Test
    void hostOfAStranger_isNoMarkup() throws Exception {
        try (RawConnection connection = new RawConnection(port)) {
            connection.send("GET / HTTP/1.0\r\nHost: \"><script>x</script>\r\n\r\n");

            assertThat(connection.reply().body()).doesNotContain("<script>");
        }
    }
}
