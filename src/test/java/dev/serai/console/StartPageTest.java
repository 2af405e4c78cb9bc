package dev.serai.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.GatewayTest;
import dev.serai.support.RawConnection;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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
    void page_leadsToTheConsole_andNeedsNothingElse() throws Exception {
        HttpResponse<String> page = get("/");

        assertThat(page.body()).contains("<a href=\"admin\">", "<a href=\"health\">").doesNotContain("<script", "<link rel=\"style");
        assertThat(page.headers().firstValue("content-security-policy").orElseThrow())
                .contains("style-src 'sha256-")
                .doesNotContain("unsafe");
    }

    @Test
    void program_isToldWhatItEverWas() throws Exception {
        HttpResponse<String> answer = CLIENT.send(
                request("/").header("Accept", "application/json").build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(406);
        assertThat(answer.headers().firstValue("content-type")).contains("application/json");
    }

    @Test
    void hostOfAStranger_isNoMarkup() throws Exception {
        try (RawConnection connection = new RawConnection(port)) {
            connection.send("GET / HTTP/1.0\r\nHost: \"><script>x</script>\r\n\r\n");

            assertThat(connection.reply().body()).doesNotContain("<script>");
        }
    }
}
