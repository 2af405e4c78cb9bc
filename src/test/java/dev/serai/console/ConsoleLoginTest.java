package dev.serai.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let into the console, how far, and by which forms. */
class ConsoleLoginTest extends ConsoleTest {

    private HttpResponse<String> visit(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).header("Accept", "text/html");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    @ParameterizedTest
    @CsvSource({
        "/admin, admin/login?next=%2Fadmin",
        "/admin/, ../admin/login?next=%2Fadmin%2F",
        "/admin/x/y?a=b, ../../admin/login?next=%2Fadmin%2Fx%2Fy%3Fa%3Db",
    })
    void stranger_isSentToTheLogin(String path, String to) throws Exception {
        HttpResponse<String> sent = visit(path);

        assertThat(sent.statusCode()).isEqualTo(303);
        assertThat(header(sent, "location").replaceFirst("^\\./", "")).isEqualTo(to);
    }

    @Test
    void login_leadsWhereOneWanted_byACookieForPagesAlone() throws Exception {
        HttpResponse<String> in = logIn(ADMIN_KEY, "/admin/x?a=b");

        assertThat(in.statusCode()).isEqualTo(303);
        assertThat(header(in, "location")).isEqualTo("../admin/x?a=b");
        List<String> cookies = in.headers().allValues("set-cookie");
        assertThat(cookies).hasSize(2).allSatisfy(cookie -> assertThat(cookie)
                .contains("HttpOnly", "SameSite=Strict")
                .doesNotContain(ADMIN_KEY, "Secure"));
        assertThat(cookies.get(0)).contains("Path=/admin;");
        assertThat(cookies.get(1)).contains("Path=/manage;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example", "https://evil.example", "/admin.evil", "/v1", "/admin/\r\nX: y", "\\\\evil"})
    void next_isNowhereElse(String next) throws Exception {
        assertThat(header(logIn(ADMIN_KEY, next), "location")).isEqualTo("../admin");
    }

    @Test
    void wrongToken_isToldOnThePage_escaped() throws Exception {
        HttpResponse<String> refused = logIn("wrong", MARKUP);

        assertThat(refused.statusCode()).isEqualTo(401);
        assertPage(refused);
        assertThat(refused.body()).contains("no admin token").doesNotContain("<img");
    }

    @Test
    void program_isToldByThePage_thatItHasNoToken() throws Exception {
        HttpResponse<String> refused =
                CLIENT.send(HttpRequest.newBuilder(uri("/admin")).build(), BodyHandlers.ofString());

        assertThat(refused.statusCode()).isEqualTo(401);
        assertPage(refused);
    }

    @Test
    void addressThatIsNone_isAPage() throws Exception {
        HttpResponse<String> missing = page("VIEWER", "/admin/no-such-page");

        assertThat(missing.statusCode()).isEqualTo(404);
        assertPage(missing);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0000000000000000000000000000000000000000000000000000000000000000", "x"})
    void formWithoutTheSessionsToken_doesNothing(String token) throws Exception {
        String cookie = newCookie("ADMIN");
        HttpResponse<String> refused = sendForm(cookie, "/admin/logout", "form", token);

        assertThat(refused.statusCode()).isEqualTo(403);
        assertPage(refused);
        assertThat(visit("/admin", "Cookie", cookie).statusCode()).isEqualTo(200);
    }

    @Test
    void formOfAnotherSession_doesNothing() throws Exception {
        String form = shown("ADMIN", "/admin").replaceFirst("(?s).*name=\"form\" value=\"([0-9a-f]+)\".*", "$1");
        String cookie = newCookie("ADMIN");

        assertThat(sendForm(cookie, "/admin/logout", "form", form).statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({"cross-site", "same-site", "none"})
    void formOfAnotherSite_doesNothing(String site) throws Exception {
        HttpResponse<String> refused = CLIENT.send(
                HttpRequest.newBuilder(uri("/admin/logout"))
                        .POST(BodyPublishers.ofString("form=x"))
                        .headers("Cookie", cookie("ADMIN"), "Sec-Fetch-Site", site)
                        .build(),
                BodyHandlers.ofString());

        assertThat(refused.statusCode()).isEqualTo(401);
    }

    @Test
    void logout_endsTheSession() throws Exception {
        String cookie = newCookie("VIEWER");
        String page = visit("/admin", "Cookie", cookie).body();
        String form = page.replaceFirst("(?s).*name=\"form\" value=\"([0-9a-f]+)\".*", "$1");

        HttpResponse<String> out = sendForm(cookie, "/admin/logout", "form", form);

        assertThat(out.statusCode()).isEqualTo(303);
        assertThat(out.headers().allValues("set-cookie")).allMatch(it -> it.contains("Max-Age=0"));
        assertThat(visit("/admin", "Cookie", cookie).statusCode()).isEqualTo(303);
    }

    @Test
    void logoutEverywhere_endsAllSessionsOfTheToken_andNoOthers() throws Exception {
        JsonNode token = token("\"role\":\"VIEWER\"");
        String one = cookieOf(logIn(token.path("secret").asText(), ""));
        String two = cookieOf(logIn(token.path("secret").asText(), ""));
        String form = visit("/admin", "Cookie", one)
                .body()
                .replaceFirst("(?s).*name=\"form\" value=\"([0-9a-f]+)\".*", "$1");

        sendForm(one, "/admin/logout", "form", form, "everywhere", "true");

        assertThat(visit("/admin", "Cookie", two).statusCode()).isEqualTo(303);
        assertThat(page("VIEWER", "/admin").statusCode()).isEqualTo(200);
    }

    @Test
    void assets_areForEverybody_andFewBytes() throws Exception {
        String page = visit("/admin/login").body();
        int bytes = page.length();
        for (String name : List.of("console.css", "console.js")) {
            assertThat(page).contains("../admin/assets/" + name + "?v=");
            HttpResponse<String> file = visit("/admin/assets/" + name);
            assertThat(file.statusCode()).isEqualTo(200);
            assertThat(header(file, "cache-control")).contains("immutable");
            bytes += file.body().length();
        }
        assertThat(bytes).isLessThan(300_000);
        assertThat(visit("/admin/assets/secret").statusCode()).isEqualTo(404);
    }
}
