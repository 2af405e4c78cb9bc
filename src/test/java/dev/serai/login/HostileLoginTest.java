package dev.serai.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.serai.access.MasterKeys;
import dev.serai.access.Role;
import dev.serai.login.OpenIdLogin.Begun;
import dev.serai.support.OpenIdIssuer;
import dev.serai.wire.ApiException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing lets somebody in that only looks like a login: of others, used before, forged, or for somebody else. */
class HostileLoginTest extends LoginKit {

    @Test
    void stateOfAnotherLogin_isRefused_andTheIssuerNotAsked() {
        OpenIdLogin login = login();
        Begun mine = login.begin(BACK, "");
        Map<String, String> theirs = back(login.begin(BACK, ""));

        assertThat(refusal(login, mine.kept(), theirs).code()).isEqualTo("login_refused");
        theirs.remove("state");
        assertThat(refusal(login, mine.kept(), theirs).status()).isEqualTo(401);
        assertThat(issuer.asked).isEmpty();
    }

    @Test
    void comingBackWithoutHavingGone_isRefused() {
        OpenIdLogin login = login();
        Map<String, String> back = back(login.begin(BACK, ""));
        String foreign = login().begin(BACK, "").kept(); // of a gateway with another key

        for (String kept : List.of("", "x", "!", "AAAA".repeat(100), "A".repeat(10_000), foreign)) {
            assertThat(refusal(login, kept, back).status()).as(kept).isEqualTo(401);
        }
        assertThat(issuer.asked).isEmpty();
    }

    @Test
    void keptLogin_thatWasChanged_isRefused() {
        OpenIdLogin login = login();
        Begun begun = login.begin(BACK, "");
        Map<String, String> back = back(begun);
        for (int place = 0; place < begun.kept().length(); place += 7) {
            char other = begun.kept().charAt(place) == 'A' ? 'B' : 'A';
            String changed =
                    begun.kept().substring(0, place) + other + begun.kept().substring(place + 1);
            assertThat(refusal(login, changed, back).status()).isEqualTo(401);
        }
    }

    @Test
    void loginThatTookTooLong_isRefused() {
        clock = Clock.fixed(Instant.now().minus(Transactions.LONGEST), ZoneOffset.UTC);
        MasterKeys keys = new MasterKeys(List.of(Base64.getEncoder().encodeToString(new byte[32])));
        Transactions before = new Transactions(keys, clock);
        String kept = before.sealed(before.begin(BACK, ""));

        assertThat(before.open(kept)).isPresent();
        assertThat(new Transactions(keys, Clock.systemUTC()).open(kept)).isEmpty();
    }

    @Test
    void code_isGoodOnce() {
        are("serai-admin");
        OpenIdLogin login = login();
        Begun begun = login.begin(BACK, "");
        Map<String, String> back = back(begun);
        login.finish(begun.kept(), back);

        assertThat(refusal(login, begun.kept(), back).code()).isEqualTo("login_refused");
    }

    @Test
    void codeOfAnotherLogin_isNoGood_evenWithOnesOwnState() {
        are("serai-admin");
        OpenIdLogin login = login();
        Begun mine = login.begin(BACK, "");
        Map<String, String> back = back(mine);
        back.put("code", back(login.begin(BACK, "")).get("code"));

        assertThat(refusal(login, mine.kept(), back).code()).isEqualTo("login_refused");
    }

    static Stream<Arguments> claims() {
        Instant now = Instant.now();
        return Stream.of(
                Arguments.of("nonce", edit(it -> it.claim("nonce", "another"))),
                Arguments.of("nonce", edit(it -> it.claim("nonce", null))),
                Arguments.of("iss", edit(it -> it.issuer("https://evil.example"))),
                Arguments.of("iss", edit(it -> it.issuer(null))),
                Arguments.of("aud", edit(it -> it.audience("another client"))),
                Arguments.of("aud", edit(it -> it.audience("api"))),
                Arguments.of("azp", edit(it -> it.audience(List.of(OpenIdIssuer.CLIENT, "another")))),
                Arguments.of("azp", edit(it -> it.claim("azp", "another"))),
                Arguments.of(
                        "expired",
                        edit(it -> it.issueTime(Date.from(now.minusSeconds(600)))
                                .expirationTime(Date.from(now.minusSeconds(120))))),
                Arguments.of("exp", edit(it -> it.expirationTime(null))),
                Arguments.of("before", edit(it -> it.notBeforeTime(Date.from(now.plusSeconds(600))))),
                Arguments.of(
                        "clocks",
                        edit(it -> it.issueTime(Date.from(now.plusSeconds(600)))
                                .expirationTime(Date.from(now.plusSeconds(900))))),
                Arguments.of("'iat'", edit(it -> it.issueTime(null))),
                Arguments.of("'sub'", edit(it -> it.subject(null))),
                Arguments.of("'sub'", edit(it -> it.subject("x".repeat(256)))),
                Arguments.of("'sub'", edit(it -> it.subject("a\nb"))));
    }

    private static UnaryOperator<JWTClaimsSet.Builder> edit(UnaryOperator<JWTClaimsSet.Builder> edit) {
        return edit;
    }

    @ParameterizedTest
    @MethodSource("claims")
    void tokenThatIsNotOfThisLogin_isRefused(String says, UnaryOperator<JWTClaimsSet.Builder> edit) {
        issuer.person = it -> edit.apply(it.claim("roles", "serai-admin"));

        ApiException refusal = refusal();

        assertThat(refusal.status()).isEqualTo(401);
        assertThat(refusal.getMessage()).contains(says);
    }

    static Stream<Function<JWTClaimsSet, String>> forgeries() {
        return Stream.of(
                OpenIdIssuer::unsigned,
                OpenIdIssuer::forged,
                claims -> OpenIdIssuer.signed(claims).replaceFirst("\\.[^.]*$", "."),
                claims -> "not a token",
                claims -> "");
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void tokenThatTheIssuerHasNotSigned_isRefused(Function<JWTClaimsSet, String> signing) {
        are("serai-admin");
        issuer.signing = signing;

        assertThat(refusal().status()).isEqualTo(401);
    }

    @Test
    void answerOfAnotherIssuer_isRefused() {
        issuer.document = Map.of("authorization_response_iss_parameter_supported", true);
        are("serai-viewer");
        OpenIdLogin login = login();
        Begun begun = login.begin(BACK, "");
        Map<String, String> back = back(begun);

        assertThat(refusal(login, begun.kept(), back).getMessage()).contains("Another issuer");
        back.put("iss", "https://evil.example");
        assertThat(refusal(login, begun.kept(), back).status()).isEqualTo(401);
        back.put("iss", issuer.url());
        assertThat(login.finish(begun.kept(), back).identity().role()).isEqualTo(Role.VIEWER);
    }
}
