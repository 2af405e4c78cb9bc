package dev.serai.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.serai.login.OpenIdLogin.Begun;
import dev.serai.support.OpenIdIssuer;
import dev.serai.support.OpenIdIssuer.HttpAnswer;
import dev.serai.wire.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people are told where their issuer does not let them in, or does not play its part. */
class IssuerTroubleTest extends LoginKit {

    @ParameterizedTest
    @CsvSource({"access_denied, 'in: access_denied'", "'<script>', 'did not let you in'"})
    void issuersNo_isToldInItsWordsAlone(String error, String says) {
        OpenIdLogin login = login();
        Begun begun = login.begin(BACK, "");
        Map<String, String> back = back(begun);
        back.remove("code");
        back.put("error", error);
        back.put("error_description", "go to evil.example");

        ApiException refusal = refusal(login, begun.kept(), back);
        assertThat(refusal.status()).isEqualTo(403);
        assertThat(refusal.getMessage()).contains(says).doesNotContain("<", "evil");
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(500, "{}", 503),
                Arguments.of(200, "{}", 502),
                Arguments.of(200, "no JSON", 502),
                Arguments.of(302, "", 502),
                Arguments.of(401, "{\"error\":\"invalid_client\"}", 502),
                Arguments.of(400, "{\"error\":\"invalid_grant\"}", 401),
                Arguments.of(200, "x".repeat(300_000), 503));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void issuerThatGivesNoToken_isToldApart(int status, String body, int told) {
        issuer.instead = new HttpAnswer(status, body.getBytes(StandardCharsets.UTF_8));

        ApiException refusal = refusal();

        assertThat(refusal.status()).isEqualTo(told);
        assertThat(refusal.getMessage()).doesNotContain(OpenIdIssuer.SECRET);
    }

    @Test
    void issuerThatIsAway_isSaid_andAskedAgainLater() {
        issuer.close();
        OpenIdLogin login = login();

        for (int i = 0; i < 2; i++) {
            ApiException away = catchThrowableOfType(ApiException.class, () -> login.begin(BACK, ""));
            assertThat(away.status()).isEqualTo(503);
            assertThat(away.getMessage()).contains("log in with a token");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"issuer", "authorization_endpoint", "token_endpoint", "jwks_uri", "end_session_endpoint"})
    void documentWithAWrongAddress_isNone(String name) {
        for (String wrong : List.of("", "javascript:alert(1)", "file:///etc/passwd", "/relative", "https://")) {
            issuer.document = Map.of(name, wrong);
            OpenIdLogin login = login();

            assertThat(catchThrowableOfType(ApiException.class, () -> login.begin(BACK, ""))
                            .status())
                    .as(wrong)
                    .isEqualTo(503);
        }
    }
}
