package dev.serai.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When an alias wants a second target to be asked. */
class HedgeTest {

    @Test
    void percentile_isRead() {
        assertThat(Hedge.read("p95")).contains(new Hedge(95, null));
    }

    @Test
    void duration_isRead() {
        assertThat(Hedge.read("1500ms")).contains(new Hedge(0, Duration.ofMillis(1500)));
        assertThat(Hedge.read("2s")).contains(new Hedge(0, Duration.ofSeconds(2)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "p", "p5", "p100", "soon", "0", "-1s"})
    void anythingElse_isNone(String text) {
        assertThat(Hedge.read(text)).isEmpty();
    }
}
