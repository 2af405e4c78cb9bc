package dev.serai.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The form of tokens, and what their checksum catches. */
class TokenSecretTest {

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_ é";

    @Test
    void newTokens_haveTheFormAndAreAllDifferent() {
        Set<String> texts = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            String text = TokenSecret.random().text();
            assertThat(text).matches("sk-serai-[0-9A-Za-z]{46}");
            assertThat(TokenSecret.isOne(text) && TokenSecret.isIntact(text)).isTrue();
            texts.add(text);
        }
        assertThat(texts).hasSize(1000);
    }

    @Test
    void changeOfAnyCharacter_isNoticed() {
        String text = TokenSecret.random().text();
        for (int i = 0; i < text.length(); i++) {
            for (int j = 0; j < ALPHABET.length(); j++) {
                char other = ALPHABET.charAt(j);
                if (other != text.charAt(i)) {
                    String changed = text.substring(0, i) + other + text.substring(i + 1);
                    assertThat(TokenSecret.isIntact(changed)).as(changed).isFalse();
                }
            }
        }
    }

    @Test
    void lostOrSwappedCharacters_areNoticed() {
        String text = TokenSecret.random().text();
        for (int i = 0; i < text.length() - 1; i++) {
            String swapped = text.substring(0, i) + text.charAt(i + 1) + text.charAt(i) + text.substring(i + 2);
            assertThat(TokenSecret.isIntact(text.substring(0, i) + text.substring(i + 1)))
                    .isFalse();
            assertThat(TokenSecret.isIntact(swapped)).isEqualTo(swapped.equals(text));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "sk-serai-", "sk-serai-short", "sk-proj-0123456789012345678901234567890123456789abcdef"})
    void otherTexts_areNoTokens(String text) {
        assertThat(TokenSecret.isIntact(text)).isFalse();
    }

    @Test
    void asText_itShowsItsBeginningOnly() {
        TokenSecret secret = TokenSecret.random();
        assertThat(secret.toString()).isEqualTo(secret.text().substring(0, 15) + "…");
        assertThat(secret.prefix()).isEqualTo(secret.text().substring(0, 15));
    }

    @Test
    void ids_sayTheirKindAndAreAllDifferent() {
        assertThat(TokenSecret.newId("tok")).matches("tok_[0-9A-Za-z]{20}").isNotEqualTo(TokenSecret.newId("tok"));
    }
}
