package dev.serai.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.OpenIdIssuer;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins by an issuer as browsers see them: cookies, ways there and back, and who is let in as what. */
class IssuerLoginTest extends IssuerLoginKit {

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
        assertThat(visit("/manage/projects", "Cookie", cookieOf(in)).statusCode())
                .isEqualTo(200);
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
    @ValueSource(
            strings = {"//evil.example", "https://evil.example", "/admin.evil", "/v1", "/admin/\r\nX: y", "\\\\evil"})
    void next_isNowhereElse(String next) throws Exception {
        HttpResponse<String> in = logInByIssuer(next);

        assertThat(header(in, "refresh")).isEqualTo("0;url=../../admin");
        assertThat(in.body()).doesNotContain("evil");
    }

    @Test
    void member_seesTheProjectOfTheClaim_untilItIsDeleted() throws Exception {
        String own = project();
        String other = project();
        ISSUER.person = it -> it.claim("project", own);
        String cookie = cookieOf(logInByIssuer(""));

        assertThat(visit("/admin/projects", "Cookie", cookie).body())
                .contains(own)
                .doesNotContain(other);
        assertThat(visit("/admin/projects/" + other, "Cookie", cookie).statusCode())
                .isEqualTo(404);
        assertThat(visit("/manage/usage?project=" + other, "Cookie", cookie).statusCode())
                .isEqualTo(404);
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
}
