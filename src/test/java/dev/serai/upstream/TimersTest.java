package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may say how long a target takes. */
class TimersTest {

    private static final Timers FILE = new Timers(1000, 2000, 3000, 4000, 60_000);

    @Test
    void alias_changesWhatItNames() {
        assertThat(FILE.with(Map.of("idleTimeout", "5s", "totalTimeout", "2m", "connectTimeout", "250")))
                .isEqualTo(new Timers(250, 2000, 3000, 5000, 120_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-5s", "soon", "5 parsecs"})
    void aliasWithoutADuration_isRefused(String text) {
        assertThatThrownBy(() -> FILE.with(Map.of("idleTimeout", text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("idleTimeout");
    }

    @Test
    void caller_staysWithinBounds() {
        Map<String, String> hints =
                Map.of("timeout-idle", "1ms", "timeout-first-token", "1h", "timeout-headers", "500ms");

        assertThat(FILE.within(hints)).isEqualTo(new Timers(1000, 500, 60_000, 100, 60_000));
    }

    @Test
    void hintThatIsNone_changesNothing() {
        assertThat(FILE.within(Map.of("timeout-idle", "soon", "tier", "premium")))
                .isEqualTo(FILE);
    }
}
