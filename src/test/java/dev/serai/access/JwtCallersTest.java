package dev.serai.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import dev.serai.SeraiProperties;
import dev.serai.wire.ApiException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** Who may call with a JWT. */
class JwtCallersTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Duration SKEW = Duration.ofSeconds(30);

    private final Issuer issuer = new Issuer().up();
    private final Directory directory = new Directory(new MasterKeys(List.of()));
    private final AtomicInteger decoded = new AtomicInteger();
    private JwtCallers callers;

    @BeforeEach
    void fill() {
        directory.put(project("prj_1", "team", true));
        directory.put(project("prj_2", "resting", false));
        JwtDecoder decoder = IssuerKeys.decoder(settings(issuer.url(), "serai"), CLOCK);
        JwtDecoder counting = text -> {
            decoded.incrementAndGet();
            return decoder.decode(text);
        };
        callers = new JwtCallers(counting, "project", directory, CLOCK);
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    private static SeraiProperties.Jwt settings(String keys, String audience) {
        return new SeraiProperties.Jwt("https://issuer.example", keys, audience, SKEW, "project");
    }

    private static Project project(String id, String name, boolean active) {
        return new Project(id, name, active, Rules.NONE, Map.of(), Map.of(), NOW, NOW, 1);
    }

    private static JWTClaimsSet claims(UnaryOperator<JWTClaimsSet.Builder> edit) {
        return edit.apply(new JWTClaimsSet.Builder()
                        .issuer("https://issuer.example")
                        .audience(List.of("other", "serai"))
                        .subject("ada")
                        .claim("project", "team")
                        .issueTime(Date.from(NOW.minusSeconds(7200)))
                        .expirationTime(Date.from(NOW.plusSeconds(300))))
                .build();
    }

    private static JWTClaimsSet valid() {
        return claims(it -> it);
    }

    private static JWTClaimsSet numbered(int number) {
        return claims(it -> it.jwtID("jwt-" + number));
    }

    /** By a key that is not published. */
    private static String unknownKey(int number) {
        return Issuer.signed(Issuer.header(JWSAlgorithm.RS256, "foreign"), numbered(number), Issuer.FOREIGN);
    }

    private void assertRefused(int status, String code, String jwt) {
        ApiException refusal = catchThrowableOfType(ApiException.class, () -> callers.find(jwt));
        assertThat(refusal).as("a refusal").isNotNull();
        assertThat(refusal.getMessage()).doesNotContain(jwt);
        assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(code);
        assertThat(refusal.status()).isEqualTo(status);
    }

    @Test
    void validToken_isItsProjectsCaller() {
        for (String jwt : List.of(Issuer.signedByRsa(valid()), Issuer.signedByEc(valid()))) {
            assertThat(JwtCallers.isOne(jwt)).isTrue();
            Caller caller = callers.find(jwt);
            assertThat(caller.id()).isEqualTo("prj_1/ada");
            assertThat(caller.project()).isEqualTo("prj_1");
            assertThat(caller.token()).isNull();
            caller.requireUsable(NOW);
        }
        assertThat(issuer.asked()).isEqualTo(1);
    }

    @Test
    void projectMayBeNamedByItsId() {
        assertThat(callers.find(Issuer.signedByRsa(claims(it -> it.claim("project", "prj_1"))))
                        .project())
                .isEqualTo("prj_1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"at+jwt", "AT+JWT", "application/at+jwt", "jwt"})
    void accessTokenByItsType_isTaken(String type) {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID("rsa")
                .type(new JOSEObjectType(type))
                .build();
        assertThat(callers.find(Issuer.signed(header, valid(), Issuer.RSA)).id()).isEqualTo("prj_1/ada");
    }

    @Test
    void tokenForSomeoneElse_isRefused() {
        assertRefused(401, "invalid_token", Issuer.signedByRsa(claims(it -> it.issuer("https://other.example"))));
        assertRefused(401, "invalid_token", Issuer.signedByRsa(claims(it -> it.issuer(null))));
        assertRefused(401, "invalid_token", Issuer.signedByRsa(claims(it -> it.audience("other"))));
        assertRefused(401, "invalid_token", Issuer.signedByRsa(claims(it -> it.audience(List.of()))));
    }

    @ParameterizedTest
    @CsvSource({"300, true", "1, true", "-29, true", "-31, false", "-3600, false"})
    void expiry_isKeptButForTheSkew(long secondsFromNow, boolean served) {
        Date end = Date.from(NOW.plusSeconds(secondsFromNow));
        String jwt = Issuer.signedByRsa(claims(it -> it.expirationTime(end)));
        for (int i = 0; i < 2; i++) {
            if (served) {
                callers.find(jwt);
            } else {
                assertRefused(401, "invalid_token", jwt);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"-1, true", "29, true", "31, false"})
    void beginning_isKeptButForTheSkew(long secondsFromNow, boolean served) {
        Date begin = Date.from(NOW.plusSeconds(secondsFromNow));
        String jwt = Issuer.signedByRsa(claims(it -> it.notBeforeTime(begin)));
        if (served) {
            callers.find(jwt);
        } else {
            assertRefused(401, "invalid_token", jwt);
        }
    }

    @Test
    void tokenForEver_isRefused() {
        assertRefused(401, "invalid_token", Issuer.signedByRsa(claims(it -> it.expirationTime(null))));
    }

    @Test
    void forgery_isRefused() {
        String jwt = Issuer.signedByRsa(valid());
        String other = Issuer.signedByRsa(claims(it -> it.subject("eve")));
        String swapped = other.substring(0, other.lastIndexOf('.')) + jwt.substring(jwt.lastIndexOf('.'));
        assertRefused(401, "invalid_token", swapped);
        assertRefused(401, "invalid_token", jwt.substring(0, jwt.lastIndexOf('.') + 1));
        assertRefused(
                401,
                "invalid_token",
                Issuer.signed(Issuer.header(JWSAlgorithm.RS256, "rsa"), valid(), Issuer.FOREIGN));
        assertRefused(401, "invalid_token", new PlainJWT(valid()).serialize());
        assertRefused(401, "invalid_token", Issuer.signedByThePublicKey(valid()));
        assertRefused(401, "invalid_token", "eyJ.not.one");
        assertThat(issuer.asked()).as("with keys that are known").isEqualTo(1);
    }

    @Test
    void claimThatNamesNoProject_isToldSo() {
        assertRefused(401, "invalid_token", Issuer.signedByRsa(claims(it -> it.claim("project", null))));
        assertRefused(403, "project_not_found", Issuer.signedByRsa(claims(it -> it.claim("project", "nobody"))));
    }

    @Test
    void inactiveProject_isRefused() {
        Caller caller = callers.find(Issuer.signedByRsa(claims(it -> it.claim("project", "resting"))));
        ApiException refusal = catchThrowableOfType(ApiException.class, () -> caller.requireUsable(NOW));
        assertThat(refusal.code()).isEqualTo("project_inactive");
    }

    @Test
    void projectThatIsGone_isNotRemembered() {
        String jwt = Issuer.signedByRsa(valid());
        callers.find(jwt);
        directory.remove("prj_1");
        assertRefused(403, "project_not_found", jwt);
    }

    @Test
    void findings_areRemembered() {
        String good = Issuer.signedByRsa(valid());
        callers.find(good);
        callers.find(good);
        assertThat(decoded).hasValue(1);
        String bad = unknownKey(1);
        assertRefused(401, "invalid_token", bad);
        assertRefused(401, "invalid_token", bad);
        assertThat(decoded).hasValue(2);
        assertThat(issuer.asked()).isEqualTo(2);
    }

    @Test
    void unknownKeys_askTheIssuerAtALimitedRate() {
        callers.find(Issuer.signedByRsa(valid()));
        for (int i = 0; i < 20; i++) {
            assertRefused(401, "invalid_token", unknownKey(i));
        }
        assertThat(issuer.asked()).isLessThanOrEqualTo(2);
        callers.find(Issuer.signedByRsa(numbered(1)));
    }

    @Test
    void newKeyOfTheIssuer_isFetched() {
        callers.find(Issuer.signedByRsa(valid()));
        issuer.keys = "{\"keys\":[" + Issuer.FOREIGN.toPublicJWK().toJSONString() + "]}";
        assertThat(callers.find(unknownKey(1)).id()).isEqualTo("prj_1/ada");
        assertThat(issuer.asked()).isEqualTo(2);
    }

    @Test
    void issuerThatGoesAway_isNotMissed() {
        callers.find(Issuer.signedByRsa(valid()));
        issuer.down();
        assertThat(callers.find(Issuer.signedByEc(numbered(1))).id()).isEqualTo("prj_1/ada");
        for (int i = 0; i < 5; i++) {
            assertRefused(401, "invalid_token", unknownKey(i));
        }
        callers.find(Issuer.signedByRsa(numbered(2)));
    }

    @Test
    void issuerThatWasNeverThere_isTheGatewaysFault() {
        issuer.down();
        String jwt = Issuer.signedByRsa(valid());
        assertRefused(503, "issuer_unavailable", jwt);
        issuer.up();
        assertThat(callers.find(jwt).id()).isEqualTo("prj_1/ada");
    }

    @Test
    void issuerThatStaysAway_isNotAskedEachTime() {
        issuer.keys = "this is no key set";
        for (int i = 0; i < 5; i++) {
            assertRefused(503, "issuer_unavailable", Issuer.signedByRsa(numbered(i)));
        }
        assertThat(issuer.asked()).isLessThanOrEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no address", "issuer.example/keys"})
    void addressThatIsNone_isSaidSo(String address) {
        assertThatThrownBy(() -> IssuerKeys.decoder(settings(address, "serai"), CLOCK))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SERAI_JWT_JWKS_URI");
    }

    @Test
    void missingAudience_isSaidSo() {
        assertThatThrownBy(() -> IssuerKeys.decoder(settings(issuer.url(), ""), CLOCK))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SERAI_JWT_AUDIENCE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "eyJ", "eyJ.a", "eyJ.a.b.c.d", "sk-serai-a.b.c", "abc.def.ghi"})
    void otherTexts_areNoJwts(String text) {
        assertThat(JwtCallers.isOne(text)).isFalse();
    }
}
