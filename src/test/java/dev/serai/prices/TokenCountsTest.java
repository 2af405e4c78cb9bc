package dev.serai.prices;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenCountsTest {

    @Test
    void parts_neverExceedTheWhole() {
        TokenCounts tokens = new TokenCounts(10, 5, 8, 8, 9, 9, 8, 9, 8);

        assertThat(tokens).isEqualTo(new TokenCounts(10, 5, 8, 2, 2, 5, 0, 0, 0));
        assertThat(tokens.plainPrompt()).isZero();
        assertThat(tokens.plainCompletion()).isZero();
    }

    @Test
    void total_isPromptAndCompletion() {
        assertThat(new TokenCounts(10, 5, 8, 1, 1, 3, 1, 1, 0).total()).isEqualTo(15);
    }

    @Test
    void total_ofAbsurdCounts_isPositive() {
        assertThat(new TokenCounts(Long.MAX_VALUE, Long.MAX_VALUE, 0, 0, 0, 0, 0, 0, 0).total())
                .isPositive();
    }
}
