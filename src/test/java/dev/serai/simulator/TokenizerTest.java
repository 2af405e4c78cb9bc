package dev.serai.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerTest {

    @Test
    void words_keepTheSpaceBefore() {
        assertThat(Tokenizer.of("Hello, big world!")).containsExactly("Hello", ",", " big", " world", "!");
    }

    @Test
    void ideographs_countOneEach() {
        assertThat(Tokenizer.of("abc漢字 カナ")).containsExactly("abc", "漢", "字", " カナ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a ", "\n\n a\tb  ", "naïve e\u0301", "👩‍👩‍👧 ok", "\uD83D", "x1_y-2"})
    void pieces_joinToTheText(String text) {
        assertThat(String.join("", Tokenizer.of(text))).isEqualTo(text);
        assertThat(Tokenizer.count(text)).isEqualTo(Tokenizer.of(text).size());
    }

    /** Slow, and what the pieces are. */
    private static final Pattern TOKEN =
            Pattern.compile("\\s*+(?:\\p{IsIdeographic}|[\\p{L}\\p{M}\\p{N}_&&[^\\p{IsIdeographic}]]++|\\S)|\\s++");

    @Test
    void pieces_areThoseOfThePattern() {
        Random chance = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            String text = chance.ints(chance.nextInt(12), 0, 12)
                    .map(kind -> switch (kind) {
                        case 0, 1 -> " \t\n\u000b\f\r\u00a0\u2003\u0085\u001c".charAt(chance.nextInt(10));
                        case 2 -> 0x4e00 + chance.nextInt(300);
                        case 3 -> 0xd800 + chance.nextInt(0x800);
                        case 4 -> chance.nextInt(0x110000);
                        case 5 -> chance.nextInt(0x3000);
                        default -> chance.nextInt(0x80);
                    })
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            assertThat(Tokenizer.of(text))
                    .containsExactlyElementsOf(TOKEN.matcher(text)
                            .results()
                            .map(MatchResult::group)
                            .toList());
        }
    }

    @Test
    void longText_needsNoStack() {
        assertThat(Tokenizer.count("a".repeat(1_000_000) + " ".repeat(1_000_000) + "漢".repeat(10)))
                .isEqualTo(11);
    }
}
