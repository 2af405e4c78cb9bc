package dev.serai.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.PlainJWT;
import dev.serai.wire.ApiException;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may call with a JWT. */
class JwtCallersTest extends JwtKit {

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
        assertThat(callers.find(Issuer.signed(header, valid(), Issuer.RSA)).id())
                .isEqualTo("prj_1/ada");
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
                401, "invalid_token", Issuer.signed(Issuer.header(JWSAlgorithm.RS256, "rsa"), valid(), Issuer.FOREIGN));
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

    @ParameterizedTest
    @ValueSource(strings = {"", "eyJ", "eyJ.a", "eyJ.a.b.c.d", "sk-serai-a.b.c", "abc.def.ghi"})
    void otherTexts_areNoJwts(String text) {
        assertThat(JwtCallers.isOne(text)).isFalse();
    }
}
