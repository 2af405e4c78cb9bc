package dev.serai.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenEstimateTest {

    @Test
    void bytes_areAQuarterAsManyTokensRoundedUp() {
        assertThat(TokenEstimate.ofBytes(0)).isZero();
        assertThat(TokenEstimate.ofBytes(1)).isEqualTo(1);
        assertThat(TokenEstimate.ofBytes(8)).isEqualTo(2);
        assertThat(TokenEstimate.ofBytes(9)).isEqualTo(3);
    }

    @Test
    void text_isCountedExactly() {
        TokenEstimate estimate = new TokenEstimate();
        estimate.warm();
        assertThat(estimate.count("Hello, world!")).isEqualTo(4);
        assertThat(estimate.count("")).isZero();
    }

    @Test
    void specialToken_isMereText() {
        assertThat(new TokenEstimate().count("<|endoftext|>")).isGreaterThan(1);
    }
}
