package dev.serai.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Browser;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** Sessions by an issuer: what begins none, and what ends them. */
class IssuerSessionsTest extends IssuerLoginKit {

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
        assertThat(visit("/admin/login/callback?state=x&code=y", "X-Forwarded-For", "192.0.2.8")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void browser_logsInAndOutByTheIssuer() {
        ISSUER.person = it -> it.claim("roles", "serai-admin");
        try (Browser browser = Browser.open()) {
            browser.goTo("http://localhost:" + port + "/admin/usage"); // another site than the issuer's
            browser.find(By.partialLinkText("Log in by")).click();
            assertThat(browser.find(By.cssSelector("nav [aria-current=page]")).getText())
                    .isEqualTo("Usage");
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
