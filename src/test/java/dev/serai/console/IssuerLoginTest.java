package dev.serai.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Browser;
import dev.serai.support.OpenIdIssuer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** Logins by an issuer as browsers see them: cookies, ways there and back, and who is let in as what. */
@TestPropertySource(
        properties = {
            "serai.anonymous=none",
            "serai.jwt.audience=api",
            "serai.login.client-id=" + OpenIdIssuer.CLIENT,
            "serai.login.client-secret=" + OpenIdIssuer.SECRET,
            "serai.trusted-proxies=127.0.0.1"
        })
class IssuerLoginTest extends ConsoleTest {

    private static final OpenIdIssuer ISSUER = new OpenIdIssuer();
    private static final HttpClient STAYING = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    @DynamicPropertySource
    static void issuer(DynamicPropertyRegistry properties) {
        properties.add("serai.jwt.issuer", ISSUER::url);
        properties.add("serai.jwt.jwks-uri", () -> ISSUER.url() + "/keys");
    }

    @AfterAll
    static void stop() {
        ISSUER.close();
    }

    @BeforeEach
    void usual() {
        ISSUER.person = it -> it.claim("roles", List.of("serai-viewer"));
    }

    private HttpResponse<String> visit(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).header("Accept", "text/html");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return STAYING.send(request.build(), BodyHandlers.ofString());
    }

    /** Where the issuer sends a browser back that came as an answer of ours says: from {@code /}. */
    private static String through(HttpResponse<String> started) throws Exception {
        HttpResponse<String> back = STAYING.send(
                HttpRequest.newBuilder(URI.create(header(started, "location"))).build(), BodyHandlers.ofString());
        return header(back, "location").replaceFirst("^https?://[^/]+(/ai)?", "");
    }

    /** All of a login; what comes back is the answer that has a session's cookies. */
    private HttpResponse<String> logInByIssuer(String next) throws Exception {
        HttpResponse<String> started = visit("/admin/login/start?next=" + encoded(next));
        return visit(through(started), "Cookie", cookieOf(started), "Sec-Fetch-Site", "cross-site");
    }

    @Test
    void page_offersTheIssuer() throws Exception {
        assertThat(visit("/admin/login?next=%2Fadmin%2Fusage").body())
                .contains("Log in by 127.0.0.1", "admin/login/start?next=%2Fadmin%2Fusage");
    }

    @Test
    void login_leadsWhereOneWanted_byTheCookieOfAnyLogin() throws Exception {
        HttpResponse<String> in = logInByIssuer("/admin/usage?range=week");

        assertThat(in.statusCode()).isEqualTo(200);
        assertPage(in);
        assertThat(header(in, "refresh")).isEqualTo("0;url=../../admin/usage?range=week");
        List<String> cookies = in.headers().allValues("set-cookie");
        assertThat(cookies).hasSize(3);
        assertThat(cookies.subList(0, 2))
                .allSatisfy(it -> assertThat(it).startsWith("serai-admin=").contains("HttpOnly", "SameSite=Strict"));
        assertThat(cookies.get(2)).startsWith("serai-login=;").contains("Max-Age=0");

        String page = visit("/admin", "Cookie", cookieOf(in)).body();
        assertThat(page).contains("oidc ada-1 ada", ">viewer<");
        assertThat(visit("/manage/projects", "Cookie", cookieOf(in)).statusCode()).isEqualTo(200);
        assertThat(visit("/admin/audit", "Cookie", cookieOf(in)).statusCode()).isEqualTo(403);
    }

    @Test
    void waitingLogin_isKeptByACookieThatComesBack() throws Exception {
        HttpResponse<String> started = visit("/admin/login/start");

        assertThat(started.statusCode()).isEqualTo(303);
        assertThat(header(started, "cache-control")).isEqualTo("no-store");
        assertThat(header(started, "set-cookie"))
                .startsWith("serai-login=")
                .contains("Path=/admin/login;", "HttpOnly", "SameSite=Lax", "Max-Age=600")
                .doesNotContain("Secure");
    }

    @Test
    void gatewayBehindAProxy_isNamedAsPeopleSeeIt() throws Exception {
        String[] forwarded = {
            "X-Forwarded-Proto", "https", "X-Forwarded-Host", "gw.example", "X-Forwarded-Prefix", "/ai"
        };
        HttpResponse<String> started = visit("/admin/login/start", forwarded);

        assertThat(OpenIdIssuer.query(header(started, "location")))
                .containsEntry("redirect_uri", "https://gw.example/ai/admin/login/callback");
        assertThat(header(started, "set-cookie")).contains("Path=/ai/admin/login;", "Secure");

        String[] back = new String[forwarded.length + 2];
        System.arraycopy(forwarded, 0, back, 0, forwarded.length);
        back[forwarded.length] = "Cookie";
        back[forwarded.length + 1] = cookieOf(started);
        HttpResponse<String> in = visit(through(started), back);
        assertThat(in.statusCode()).as(in.body()).isEqualTo(200);
        assertThat(header(in, "set-cookie")).contains("Path=/ai/admin;", "Secure");
        assertThat(header(in, "refresh")).isEqualTo("0;url=../../admin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example", "https://evil.example", "/admin.evil", "/v1", "/admin/\r\nX: y", "\\\\evil"})
    void next_isNowhereElse(String next) throws Exception {
        HttpResponse<String> in = logInByIssuer(next);

        assertThat(header(in, "refresh")).isEqualTo("0;url=../../admin");
        assertThat(in.body()).doesNotContain("evil");
    }

    @Test
    void anotherSitesLink_beginsNoLogin() throws Exception {
        HttpResponse<String> sent = visit("/admin/login/start", "Sec-Fetch-Site", "cross-site");

        assertThat(header(sent, "location")).isEqualTo("../../admin/login");
        assertThat(sent.headers().allValues("set-cookie")).isEmpty();
    }

    @Test
    void strangersLogin_isNotPushedOnAnotherBrowser() throws Exception {
        String theirs = through(visit("/admin/login/start"));
        HttpResponse<String> mine = visit("/admin/login/start");

        for (String cookie : List.of("none=none", cookieOf(mine), "serai-login=x")) {
            HttpResponse<String> refused = visit(theirs, "Cookie", cookie, "X-Forwarded-For", "192.0.2.1");
            assertThat(refused.statusCode()).isEqualTo(401);
            assertPage(refused);
            assertThat(refused.body()).contains("not begun in this browser");
            assertThat(refused.headers().allValues("set-cookie")).noneMatch(it -> it.startsWith("serai-admin"));
        }
    }

    @Test
    void login_endsTheSessionBefore_andBeginsAnother() throws Exception {
        String before = cookieOf(logInByIssuer(""));
        HttpResponse<String> started = visit("/admin/login/start");
        HttpResponse<String> in = visit(through(started), "Cookie", cookieOf(started) + "; " + before);

        assertThat(cookieOf(in)).isNotEqualTo(before);
        assertThat(visit("/admin", "Cookie", before).statusCode()).isEqualTo(303);
    }

    @Test
    void member_seesTheProjectOfTheClaim_untilItIsDeleted() throws Exception {
        String own = project();
        String other = project();
        ISSUER.person = it -> it.claim("project", own);
        String cookie = cookieOf(logInByIssuer(""));

        assertThat(visit("/admin/projects", "Cookie", cookie).body()).contains(own).doesNotContain(other);
        assertThat(visit("/admin/projects/" + other, "Cookie", cookie).statusCode()).isEqualTo(404);
        assertThat(visit("/manage/usage?project=" + other, "Cookie", cookie).statusCode()).isEqualTo(404);
        assertThat(visit("/admin/providers", "Cookie", cookie).statusCode()).isEqualTo(403);
        send("DELETE", "projects/" + own, null);
        assertThat(visit("/admin", "Cookie", cookie).statusCode()).isEqualTo(303);
    }

    @Test
    void memberOfSeveralProjects_orOfNone_isToldSo() throws Exception {
        String one = project();
        ISSUER.person = it -> it.claim("project", List.of(one, one));
        HttpResponse<String> several = logInByIssuer("");
        ISSUER.person = it -> it.claim("project", "no such project");
        HttpResponse<String> none = logInByIssuer("");

        for (HttpResponse<String> refused : List.of(several, none)) {
            assertThat(refused.statusCode()).isEqualTo(403);
            assertPage(refused);
            assertThat(refused.body()).contains("ask who administers the gateway");
        }
    }

    private HttpResponse<String> leave(String cookie, String... fields) throws Exception {
        String form = visit("/admin", "Cookie", cookie)
                .body()
                .replaceFirst("(?s).*name=\"form\" value=\"([0-9a-f]+)\".*", "$1");
        return STAYING.send(
                HttpRequest.newBuilder(uri("/admin/logout"))
                        .POST(BodyPublishers.ofString("form=" + form + String.join("", fields)))
                        .headers("Cookie", cookie, "Sec-Fetch-Site", "same-origin")
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void logout_goesOnToTheIssuer_byAPage() throws Exception {
        String cookie = cookieOf(logInByIssuer(""));

        HttpResponse<String> left = leave(cookie);

        assertThat(left.statusCode()).isEqualTo(200);
        assertPage(left);
        assertThat(header(left, "refresh")).startsWith("0;url=" + ISSUER.url() + "/end?client_id=");
        assertThat(left.headers().allValues("set-cookie")).allMatch(it -> it.contains("Max-Age=0"));
        assertThat(visit("/admin", "Cookie", cookie).statusCode()).isEqualTo(303);
    }

    @Test
    void logoutEverywhere_endsAllSessionsOfThePerson_andNoOthers() throws Exception {
        String one = cookieOf(logInByIssuer(""));
        String two = cookieOf(logInByIssuer(""));
        ISSUER.person = it -> it.subject("grace").claim("roles", "serai-viewer");
        String other = cookieOf(logInByIssuer(""));

        leave(one, "&everywhere=true");

        assertThat(visit("/admin", "Cookie", two).statusCode()).isEqualTo(303);
        assertThat(visit("/admin", "Cookie", other).statusCode()).isEqualTo(200);
    }

    @Test
    void failedLogins_lockTheirAddressOut_forTokensToo() throws Exception {
        String[] from = {"X-Forwarded-For", "192.0.2.7"};
        int status = 0;
        for (int i = 0; i < 11; i++) {
            status = visit("/admin/login/callback?state=x&code=y", from).statusCode();
        }

        assertThat(status).isEqualTo(429);
        assertThat(visit("/admin/login/callback?state=x&code=y", "X-Forwarded-For", "192.0.2.8").statusCode())
                .isEqualTo(401);
    }

    @Test
    void browser_logsInAndOutByTheIssuer() {
        ISSUER.person = it -> it.claim("roles", "serai-admin");
        try (Browser browser = Browser.open()) {
            browser.goTo("http://localhost:" + port + "/admin/usage"); // another site than the issuer's
            browser.find(By.partialLinkText("Log in by")).click();
            assertThat(browser.find(By.cssSelector("nav [aria-current=page]")).getText()).isEqualTo("Usage");
            assertThat(browser.text()).contains("oidc ada-1 ada");
            browser.find(By.xpath("//button[text()='Log out']")).click();
            String address = browser.until("the issuer's page", it -> {
                String at = browser.address();
                return at.startsWith(ISSUER.url() + "/end") ? at : null;
            });
            assertThat(address).contains("post_logout_redirect_uri=");
            assertThat(browser.logs()).noneMatch(line -> line.contains("Content Security Policy"));
        }
    }
}
