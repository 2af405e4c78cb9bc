package dev.serai.shedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.wire.ApiException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Who is refused, and how. */
class OverloadTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final Turns turns = new Turns(() -> 2, () -> 4, LONG);
    private final Callers callers = new Callers(turns);

    private static void assertRefused(CompletableFuture<Turn> asked, int status, String code) throws Exception {
        ApiException refusal = Callers.refusal(asked);
        assertThat(refusal.status()).isEqualTo(status);
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.headers()).containsEntry("retry-after", "1");
    }

    private void fill(String... projects) throws Exception {
        for (String project : projects) {
            var unused = callers.lineUp(project);
        }
    }

    @Test
    void fullQueue_refuses() throws Exception {
        callers.take("a");
        callers.take("a");
        fill("a", "a", "a", "a");

        assertRefused(callers.ask("a"), 503, "overloaded");

        assertThat(turns.waiting()).isEqualTo(4);
        assertThat(turns.refused(Overload.FULL)).isEqualTo(1);
    }

    @Test
    void projectBeyondItsShare_isTheOneRefused() throws Exception {
        callers.take("flood");
        callers.take("other");
        fill("flood", "flood", "flood", "flood");

        assertRefused(callers.ask("flood"), 429, "fair_share_exceeded");

        assertThat(turns.refused(Overload.SHARE)).isEqualTo(1);
    }

    @Test
    void newcomer_takesThePlaceOfTheLongestLinesNewest() throws Exception {
        callers.take("flood");
        callers.take("flood");
        fill("flood", "flood", "flood");
        CompletableFuture<Turn> newest = callers.lineUp("flood");

        CompletableFuture<Turn> other = callers.ask("other");

        assertRefused(newest, 429, "fair_share_exceeded");
        assertThat(turns.waiting()).isEqualTo(4);
        assertThat(other).isNotDone();
    }

    @Test
    void equalLines_refuseTheNewcomer() throws Exception {
        callers.take("a");
        callers.take("b");
        fill("a", "b", "c", "d");

        assertRefused(callers.ask("e"), 503, "overloaded");
    }

    @Test
    void requestThatWaitsTooLong_isRefused() throws Exception {
        Turns hasty = new Turns(() -> 1, () -> 4, Duration.ofMillis(1));
        Turn turn = hasty.take("a");

        assertRefused(new Callers(hasty).ask("a"), 503, "overloaded");

        assertThat(hasty.refused(Overload.SLOW)).isEqualTo(1);
        assertThat(hasty.waiting()).isZero();
        turn.end();
        assertThat(hasty.take("a")).isNotNull();
    }
}
