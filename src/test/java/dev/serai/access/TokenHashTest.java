package dev.serai.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The hash that stands for a token. */
class TokenHashTest {

    @Test
    void hash_isSha256() {
        assertThat(TokenHash.of("abc")).hasToString("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void hash_isReadAsItIsWritten() {
        TokenHash hash = TokenHash.of("abc");
        assertThat(TokenHash.parse(hash.toString())).isEqualTo(hash).hasSameHashCodeAs(hash);
    }

    @Test
    void everyDigit_counts() {
        String hex = TokenHash.of("abc").toString();
        for (int i = 0; i < hex.length(); i++) {
            char other = hex.charAt(i) == '0' ? '1' : '0';
            assertThat(TokenHash.parse(hex.substring(0, i) + other + hex.substring(i + 1)))
                    .isNotEqualTo(TokenHash.of("abc"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ba78", "no digits"})
    void otherTexts_areNoHashes(String text) {
        assertThatThrownBy(() -> TokenHash.parse(text)).isInstanceOf(RuntimeException.class);
    }
}
