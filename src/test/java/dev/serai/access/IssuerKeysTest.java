package dev.serai.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When an issuer's keys are fetched. */
class IssuerKeysTest extends JwtKit {

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
        assertThatThrownBy(() -> IssuerKeys.decoder(settings(address, "serai"), CLOCK, meters))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SERAI_JWT_JWKS_URI");
    }

    @Test
    void missingAudience_isSaidSo() {
        assertThatThrownBy(() -> IssuerKeys.decoder(settings(issuer.url(), ""), CLOCK, meters))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SERAI_JWT_AUDIENCE");
    }
}
