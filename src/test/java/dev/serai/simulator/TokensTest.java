package dev.serai.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {

    @Test
    void words_keepTheSpaceBefore() {
        assertThat(Tokens.of("Hello, big world!")).containsExactly("Hello", ",", " big", " world", "!");
    }

    @Test
    void ideographs_countOneEach() {
        assertThat(Tokens.of("abc漢字 カナ")).containsExactly("abc", "漢", "字", " カナ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a ", "\n\n a\tb  ", "naïve e\u0301", "👩‍👩‍👧 ok", "\uD83D", "x1_y-2"})
    void pieces_joinToTheText(String text) {
        assertThat(String.join("", Tokens.of(text))).isEqualTo(text);
        assertThat(Tokens.count(text)).isEqualTo(Tokens.of(text).size());
    }

    @Test
    void longText_needsNoStack() {
        assertThat(Tokens.count("a".repeat(1_000_000) + " ".repeat(1_000_000) + "漢".repeat(10)))
                .isEqualTo(11);
    }
}
