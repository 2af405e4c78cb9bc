package dev.serai.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How provider keys are kept. */
class MasterKeysTest {

    static final String FIRST = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    static final String SECOND = "ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=";

    private final MasterKeys keys = new MasterKeys(List.of(FIRST));

    @ParameterizedTest
    @ValueSource(strings = {"", "sk-canary", "ключ 🔑"})
    void secret_isReadAsItWasGiven(String secret) {
        String encrypted = keys.encrypt(secret, "prj_1/acme");
        assertThat(encrypted).doesNotContain("canary");
        assertThat(keys.decrypt(encrypted, "prj_1/acme")).isEqualTo(secret);
    }

    @Test
    void sameSecret_looksDifferentEachTime() {
        assertThat(keys.encrypt("sk-canary", "prj_1/acme")).isNotEqualTo(keys.encrypt("sk-canary", "prj_1/acme"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"prj_2/acme", "prj_1/other", ""})
    void secretInAnotherPlace_isRefused(String place) {
        String encrypted = keys.encrypt("sk-canary", "prj_1/acme");
        assertRefused(keys, encrypted, place);
    }

    @Test
    void anyChange_isRefused() {
        String encrypted = keys.encrypt("sk-canary-1", "prj_1/acme"); // of a length that base64 does not pad
        for (int i = 0; i < encrypted.length(); i++) {
            char other = encrypted.charAt(i) == 'A' ? 'B' : 'A';
            assertRefused(keys, encrypted.substring(0, i) + other + encrypted.substring(i + 1), "prj_1/acme");
            assertRefused(keys, encrypted.substring(0, i), "prj_1/acme");
        }
    }

    @Test
    void sealedBytes_areOpenedWhole_forTheirPlaceAlone() {
        byte[] bytes = "canary".getBytes(StandardCharsets.UTF_8);
        byte[] sealed = keys.seal(bytes, "place");
        assertThat(keys.open(sealed, "place")).isEqualTo(bytes);
        assertThat(keys.open(sealed, "other")).isNull();
        assertThat(new MasterKeys(List.of(SECOND)).open(sealed, "place")).isNull();
        assertThat(new MasterKeys(List.of(SECOND, FIRST)).open(sealed, "place")).isEqualTo(bytes);
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThat(keys.open(changed, "place")).isNull();
            assertThat(keys.open(Arrays.copyOf(sealed, i), "place")).isNull();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", "sk-canary", "00000000:AAAA"})
    void whatWasNeverEncrypted_isRefused(String text) {
        assertRefused(keys, text, "prj_1/acme");
    }

    @Test
    void previousKey_decryptsAndIsNotCurrent() {
        String old = keys.encrypt("sk-canary", "prj_1/acme");
        MasterKeys rotated = new MasterKeys(List.of(SECOND, FIRST));
        assertThat(rotated.decrypt(old, "prj_1/acme")).isEqualTo("sk-canary");
        assertThat(rotated.isCurrent(old)).isFalse();
        assertThat(rotated.isCurrent(rotated.encrypt("sk-canary", "prj_1/acme")))
                .isTrue();
    }

    @Test
    void missingKey_isNotShown() {
        String old = keys.encrypt("sk-canary", "prj_1/acme");
        assertThatThrownBy(() -> new MasterKeys(List.of(SECOND)).decrypt(old, "prj_1/acme"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("SERAI_MASTER_KEY_PREVIOUS")
                .hasMessageNotContaining(FIRST)
                .hasMessageNotContaining(SECOND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"not base64", "c2hvcnQ=", "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gcanary"})
    void invalidKey_isRefusedAndNotShown(String key) {
        assertThatThrownBy(() -> new MasterKeys(List.of(key)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("openssl rand -base64 32")
                .hasMessageNotContaining(key)
                .hasNoCause();
    }

    @Test
    void noKey_encryptsNothing() {
        MasterKeys none = new MasterKeys(List.of("", " "));
        assertThat(none.isEmpty()).isTrue();
        assertThatThrownBy(() -> none.encrypt("sk-canary", "prj_1/acme"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("SERAI_MASTER_KEY is not set");
    }

    private static void assertRefused(MasterKeys keys, String encrypted, String place) {
        assertThatThrownBy(() -> keys.decrypt(encrypted, place))
                .as(encrypted)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining("canary");
    }
}
