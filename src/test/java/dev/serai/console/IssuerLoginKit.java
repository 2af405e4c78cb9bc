package dev.serai.console;

import dev.serai.support.OpenIdIssuer;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** A gateway behind a proxy whose console people enter by an issuer. */
@TestPropertySource(
        properties = {
            "serai.anonymous=none",
            "serai.jwt.audience=api",
            "serai.login.client-id=" + OpenIdIssuer.CLIENT,
            "serai.login.client-secret=" + OpenIdIssuer.SECRET,
            "serai.trusted-proxies=127.0.0.1"
        })
abstract class IssuerLoginKit extends ConsoleTest {

    static final OpenIdIssuer ISSUER = new OpenIdIssuer();

    @DynamicPropertySource
    static void issuer(DynamicPropertyRegistry properties) {
        properties.add("serai.jwt.issuer", ISSUER::url);
        properties.add("serai.jwt.jwks-uri", () -> ISSUER.url() + "/keys");
    }

    @BeforeEach
    void usual() {
        ISSUER.person = it -> it.claim("roles", List.of("serai-viewer"));
    }

    HttpResponse<String> visit(String path, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri(path)).header("Accept", path.startsWith("/admin") ? "text/html" : "*/*");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    /** Where the issuer sends a browser back that came as an answer of ours says: from {@code /}. */
    static String through(HttpResponse<String> started) throws Exception {
        HttpResponse<String> back = CLIENT.send(
                HttpRequest.newBuilder(URI.create(header(started, "location"))).build(), BodyHandlers.ofString());
        return header(back, "location").replaceFirst("^https?://[^/]+(/ai)?", "");
    }

    /** All of a login; what comes back is the answer that has a session's cookies. */
    HttpResponse<String> logInByIssuer(String next) throws Exception {
        HttpResponse<String> started = visit("/admin/login/start?next=" + encoded(next));
        return visit(through(started), "Cookie", cookieOf(started), "Sec-Fetch-Site", "cross-site");
    }

    HttpResponse<String> leave(String cookie, String... fields) throws Exception {
        String form = visit("/admin", "Cookie", cookie)
                .body()
                .replaceFirst("(?s).*name=\"form\" value=\"([0-9a-f]+)\".*", "$1");
        return CLIENT.send(
                HttpRequest.newBuilder(uri("/admin/logout"))
                        .POST(BodyPublishers.ofString("form=" + form + String.join("", fields)))
                        .headers("Cookie", cookie, "Sec-Fetch-Site", "same-origin")
                        .build(),
                BodyHandlers.ofString());
    }
}
