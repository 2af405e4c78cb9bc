package dev.serai.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may say how long a target takes. */
class TimersTest {

    private static final Timers FILE = new Timers(1000, 2000, 3000, 4000, 60_000);

    @Test
    void alias_changesWhatItNames() {
        assertThat(FILE.with(Map.of("idleTimeout", "5s", "totalTimeout", "2m", "connectTimeout", "250")))
                .isEqualTo(new Timers(
                        250,
                        2000,
                        3000,
                        5000,
                        120_000,
                        Set.of("idleTimeout", "totalTimeout", "connectTimeout"),
                        Set.of()));
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

        assertThat(FILE.within(hints))
                .isEqualTo(new Timers(
                        1000, 500, 60_000, 100, 60_000, Set.of(), Set.of("headers timeout", "idle timeout")));
    }

    @Test
    void silence_isShorterWhileOthersAreLeft() {
        assertThat(FILE.whileOthersAreLeft(1500, true)).isEqualTo(new Timers(1000, 1500, 1500, 1500, 60_000));
        assertThat(FILE.whileOthersAreLeft(1500, false).idle()).isEqualTo(4000);
        assertThat(FILE.whileOthersAreLeft(2500, false).headers()).isEqualTo(2000);
        assertThat(FILE.whileOthersAreLeft(0, true)).isEqualTo(FILE);
    }

    @Test
    void whatSomebodySaid_isNeverShortened() {
        Timers said =
                FILE.with(Map.of("headersTimeout", "5s", "idleTimeout", "10s")).whileOthersAreLeft(1500, true);

        assertThat(said.headers()).isEqualTo(5000);
        assertThat(said.idle()).isEqualTo(10_000);
        assertThat(said.firstToken()).as("not before the headers").isEqualTo(3000);
    }

    @Test
    void hintThatIsNone_changesNothing() {
        assertThat(FILE.within(Map.of("timeout-idle", "soon", "tier", "premium")))
                .isEqualTo(FILE);
    }
}
