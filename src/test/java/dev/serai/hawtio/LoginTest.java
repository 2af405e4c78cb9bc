package dev.serai.hawtio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a browser gets in: by a token that is shown once, and a cookie that stands for it. */
class LoginTest extends HawtioGatewayTest {

    private static final String PAGE = "text/html,application/xhtml+xml";

    @Test
    void browserThatIsNotLoggedIn_isShownWhereTo() throws Exception {
        HttpResponse<String> sent = visit("GET", "/manage/hawtio/", "Accept", PAGE);
        assertThat(sent.statusCode()).isEqualTo(303);
        assertThat(header(sent, "location")).isEqualTo("../../admin/login?next=%2Fmanage%2Fhawtio%2F");

        HttpResponse<String> page = visit("GET", "/admin/login", "Accept", PAGE);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<form", "type=\"password\"");
        assertThat(header(page, "content-security-policy")).contains("default-src 'none'");
    }

    @Test
    void programThatShowsNothing_isRefusedAsEver() throws Exception {
        assertProblem(visit("GET", "/manage/routes", "Accept", "application/json"), 401, "invalid_admin_key");
        assertProblem(visit("POST", "/manage/prices/reload", "Accept", PAGE), 401, "invalid_admin_key");
    }

    @Test
    void cookie_isOfNoUseToScriptsAndOtherSites() throws Exception {
        HttpResponse<String> in = logIn(ADMIN_KEY);

        assertThat(in.statusCode()).isEqualTo(303);
        assertThat(header(in, "location")).isEqualTo("../manage/hawtio/");
        assertThat(in.headers().allValues("set-cookie")).hasSize(2).allSatisfy(cookie -> assertThat(cookie)
                .matches(COOKIE + "=[\\w-]{43}; Path=/(admin|manage); HttpOnly; SameSite=Strict")
                .doesNotContain(ADMIN_KEY));
    }

    @Test
    void cookie_standsForItsToken() throws Exception {
        String viewer = cookie("VIEWER");

        assertThat(visit("GET", "/manage/routes", "Cookie", viewer).statusCode())
                .isEqualTo(200);
        HttpResponse<String> page = visit("GET", "/manage/hawtio/", "Cookie", viewer, "Accept", PAGE);
        assertThat(page.body()).contains("/manage/hawtio/static/js/").doesNotContain("\"/hawtio/");
        assertProblem(
                visit("POST", "/manage/prices/reload", "Cookie", viewer, "Sec-Fetch-Site", "same-origin"),
                403,
                "role_insufficient");
        assertThat(visit("POST", "/manage/prices/reload", "Cookie", cookie("OPERATOR"), "Sec-Fetch-Site", "same-origin")
                        .statusCode())
                .isEqualTo(200);
        assertThat(json(visit("GET", "/manage/hawtio/user", "Cookie", viewer)).asText())
                .contains("a token");
    }

    @Test
    void cookieOfARevokedToken_opensNothing() throws Exception {
        JsonNode token = token("\"role\":\"VIEWER\"");
        String cookie = cookie(logIn(token.path("secret").asText()));
        assertThat(visit("GET", "/manage/routes", "Cookie", cookie).statusCode())
                .isEqualTo(200);

        send("POST", "tokens/" + id(token) + "/revoke", null);

        assertProblem(visit("GET", "/manage/routes", "Cookie", cookie), 401, "invalid_admin_key");
    }

    @Test
    void loggedOut_opensNothing() throws Exception {
        String cookie = cookie("VIEWER");
        HttpResponse<String> out = visit("GET", "/admin/logout", "Cookie", cookie);

        assertThat(header(out, "set-cookie")).startsWith(COOKIE + "=;").contains("Max-Age=0");
        assertProblem(visit("GET", "/manage/routes", "Cookie", cookie), 401, "invalid_admin_key");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, Sec-Fetch-Site, same-origin, 200",
        "POST, Sec-Fetch-Site, same-site, 401",
        "POST, Sec-Fetch-Site, cross-site, 401",
        "POST, Sec-Fetch-Site, none, 401",
        "POST, Origin, http://evil.example, 401",
        "POST, Origin, null, 401",
        "POST, Origin, http://127.0.0.1:1, 401",
        "POST, X-None, x, 401",
    })
    void changeByCookie_isOurPagesToAskFor(String method, String header, String value, int status) throws Exception {
        assertThat(visit(method, "/manage/prices/reload", "Cookie", cookie("OPERATOR"), header, value)
                        .statusCode())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"cross-site, 401", "same-site, 401", "same-origin, 200", "none, 200"})
    void readByCookie_isNoOtherSites(String site, int status) throws Exception {
        assertThat(visit("GET", "/manage/hawtio/jolokia/version", "Cookie", cookie("VIEWER"), "Sec-Fetch-Site", site)
                        .statusCode())
                .isEqualTo(status);
    }

    @Test
    void ownOrigin_isEnoughWhereABrowserSaysNoMore() throws Exception {
        assertThat(visit(
                                "POST",
                                "/manage/prices/reload",
                                "Cookie",
                                cookie("OPERATOR"),
                                "Origin",
                                "http://127.0.0.1:" + port)
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void otherSitesForm_logsNobodyIn() throws Exception {
        assertThat(logIn(ADMIN_KEY, "Sec-Fetch-Site", "cross-site").statusCode())
                .isEqualTo(403);
        assertThat(logIn(ADMIN_KEY, "Origin", "http://evil.example").statusCode())
                .isEqualTo(403);
    }

    @Test
    void madeUpCookie_opensNothing() throws Exception {
        assertProblem(
                visit("GET", "/manage/routes", "Cookie", COOKIE + "=" + "A".repeat(43)), 401, "invalid_admin_key");
        assertProblem(visit("GET", "/manage/routes", "Cookie", COOKIE + "=" + ADMIN_KEY), 401, "invalid_admin_key");
    }

    @Test
    void callersToken_logsNobodyIn() throws Exception {
        HttpResponse<String> refused = logIn(tokenOf(project()).path("secret").asText());

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("no admin token");
        assertThat(refused.headers().firstValue("set-cookie")).isEmpty();
    }

    @Test
    void hugeForm_isNotRead() throws Exception {
        assertThat(logIn("x".repeat(10_000)).statusCode()).isEqualTo(413);
    }

    /** From an address of its own: those of other tests may go on. */
    @Test
    void whoGuesses_isLockedOut_evenWithTheRightOneThen() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(statusFrom("127.0.0.7", "wrong-" + i)).isEqualTo(401);
        }
        assertThat(statusFrom("127.0.0.7", ADMIN_KEY)).isEqualTo(429);
        assertThat(statusFrom("127.0.0.8", ADMIN_KEY)).isEqualTo(303);
    }

    @SuppressWarnings("AddressSelection") // these are literals
    private int statusFrom(String address, String token) throws Exception {
        String body = "token=" + token;
        try (Socket socket = new Socket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
            socket.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
            socket.getOutputStream()
                    .write(("POST /admin/login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                    + "Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                                    + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                            .getBytes(StandardCharsets.US_ASCII));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return Integer.parseInt(answer.toString(StandardCharsets.US_ASCII).substring(9, 12));
        }
    }
}
