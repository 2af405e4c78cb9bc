package dev.serai.http;

import static dev.serai.support.GivenRules.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.TokenRegistry;
import dev.serai.support.CallingGatewayTest;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.context.TestPropertySource;

/** A gateway behind a proxy on its own machine, which is named. */
@TestPropertySource(properties = {"serai.anonymous=none", "serai.trusted-proxies=127.0.0.1, 10.1.2.0/24"})
class SendersTest extends CallingGatewayTest {

    private int statusFor(List<String> allowed, String... headers) throws Exception {
        TokenRegistry.Issued token = token(rules().addresses(allowed).build());
        return call(token, chat("simulator/echo"), headers).statusCode();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.9 | 200",
                "198.51.100.1, 203.0.113.9 | 200",
                "203.0.113.9, 10.1.2.3 | 200",
                "203.0.113.9, 198.51.100.1 | 403",
                "203.0.113.9, 10.1.3.3 | 403",
                "203.0.113.9, unknown | 403",
                "198.51.100.1 | 403",
            })
    void addressRules_holdForTheClient(String forwarded, int status) throws Exception {
        assertThat(statusFor(List.of("203.0.113.9"), "X-Forwarded-For", forwarded))
                .isEqualTo(status);
    }

    @Test
    void severalHeaders_areOneList() throws Exception {
        assertThat(statusFor(
                        List.of("203.0.113.9"), "X-Forwarded-For", "203.0.113.9", "X-Forwarded-For", "198.51.100.1"))
                .isEqualTo(403);
        assertThat(statusFor(List.of("198.51.100.1"), "Forwarded", "for=203.0.113.9", "Forwarded", "for=198.51.100.1"))
                .isEqualTo(200);
    }

    @Test
    void tls_isWhatTheProxySays() throws Exception {
        var response = CLIENT.send(
                request("/health").header("X-Forwarded-Proto", "https").build(), BodyHandlers.ofString());

        assertThat(response.headers().firstValue("Strict-Transport-Security")).isPresent();
        assertThat(get("/health").headers().firstValue("Strict-Transport-Security"))
                .isEmpty();
    }

    @Test
    void prefix_isPartOfTheAddress_andOfCookies() throws Exception {
        HttpRequest start = request("/")
                .header("Accept", "text/html")
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "ai.example")
                .header("X-Forwarded-Prefix", "/gateway")
                .build();
        assertThat(CLIENT.send(start, BodyHandlers.ofString()).body())
                .contains("curl https://ai.example/gateway/v1/chat/completions");

        HttpRequest login = request("/admin/login")
                .POST(BodyPublishers.ofString("token=" + ADMIN_KEY))
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "ai.example")
                .header("X-Forwarded-Prefix", "/gateway")
                .header("Origin", "https://ai.example")
                .build();
        var in = CLIENT.send(login, BodyHandlers.ofString());
        assertThat(in.headers().allValues("set-cookie"))
                .hasSize(2)
                .allMatch(cookie -> cookie.contains("Path=/gateway/") && cookie.contains("; Secure"));
        assertThat(in.headers().firstValue("location")).contains("../admin");
    }
}
