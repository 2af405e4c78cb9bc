package dev.serai.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShortDurationTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "1, 1ms",
        "120000000, 120ms",
        "1000000000, 1s",
        "8640000000, 8.64s",
        "6200000001, 6.201s",
        "360000000000, 6m0s",
        "3612000000000, 1h0m12s",
        "86400000000000, 24h0m0s"
    })
    void nanos_readAsInOpenAisHeaders(long nanos, String text) {
        assertThat(ShortDuration.text(nanos)).isEqualTo(text);
    }
}
