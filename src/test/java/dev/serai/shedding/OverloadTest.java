package dev.serai.shedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.wire.ApiException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Who is refused, and how. */
class OverloadTest {

    private static final WaitLimit LONG = new WaitLimit(Duration.ofSeconds(30), Duration.ofSeconds(30));

    private final Slots slots = new Slots(() -> 2, () -> 4, LONG);
    private final Callers callers = new Callers(slots);

    private static void assertRefused(CompletableFuture<Slot> asked) throws Exception {
        ApiException refusal = Callers.refusal(asked);
        assertThat(refusal.status()).isEqualTo(429);
        assertThat(refusal.code()).isEqualTo("overloaded");
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

        assertRefused(callers.ask("a"));

        assertThat(slots.waiting()).isEqualTo(4);
        assertThat(slots.refused(Overload.FULL)).isEqualTo(1);
    }

    @Test
    void newcomer_takesThePlaceOfTheLongestLinesNewest() throws Exception {
        callers.take("flood");
        callers.take("flood");
        fill("flood", "flood", "flood");
        CompletableFuture<Slot> newest = callers.lineUp("flood");

        CompletableFuture<Slot> other = callers.ask("other");

        assertRefused(newest);
        assertThat(slots.waiting()).isEqualTo(4);
        assertThat(other).isNotDone();
    }

    @Test
    void equalProjects_refuseTheNewest() throws Exception {
        callers.take("a");
        callers.take("b");
        fill("a", "b", "a");
        CompletableFuture<Slot> last = callers.lineUp("b");

        assertRefused(callers.ask("b"));

        assertThat(last).isNotDone();
    }

    @Test
    void projectWithLessThanItsShare_waitsWhereNobodyElseCanBeRefused() throws Exception {
        Slots none = new Slots(() -> 2, () -> 0, LONG);
        Callers all = new Callers(none);
        Slot first = all.take("flood");
        all.take("flood");

        CompletableFuture<Slot> other = all.lineUp("other");
        assertRefused(all.ask("flood"));
        first.end();

        assertThat(Callers.ends(other)).isNotNull();
    }

    @Test
    void requestThatWaitsTooLong_isRefused() throws Exception {
        Slots hasty = new Slots(() -> 1, () -> 4, new WaitLimit(Duration.ofMillis(20), Duration.ofMillis(1)));
        Slot slot = hasty.take("a");

        assertRefused(new Callers(hasty).ask("a"));

        assertThat(hasty.refused(Overload.SLOW)).isEqualTo(1);
        assertThat(hasty.waiting()).isZero();
        slot.end();
        assertThat(hasty.take("a")).isNotNull();
    }
}
