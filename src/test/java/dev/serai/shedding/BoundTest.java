package dev.serai.shedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BoundTest {

    private final AtomicBoolean pressure = new AtomicBoolean(true);
    private final Bound bound = new Bound(160, pressure::get);

    @Test
    void pressure_shrinksStepByStepToASixteenth() {
        bound.adjust(160);
        assertThat(bound.current()).isEqualTo(120);
        bound.adjust(120);
        assertThat(bound.current()).isEqualTo(90);
        for (int i = 0; i < 20; i++) {
            bound.adjust(bound.current());
        }
        assertThat(bound.current()).isEqualTo(10);
    }

    @Test
    void pressure_shrinksFromWhatIsInWork() {
        bound.adjust(40);
        assertThat(bound.current()).isEqualTo(30);
    }

    @Test
    void calm_growsBackToTheMost() {
        bound.adjust(16);
        pressure.set(false);
        bound.adjust(0);
        assertThat(bound.current()).isEqualTo(13);
        for (int i = 0; i < 30; i++) {
            bound.adjust(0);
        }
        assertThat(bound.current()).isEqualTo(160);
    }

    @Test
    void timer_followsThePressureAndLetsThoseInThatWait() throws Exception {
        try (Bound small = new Bound(16, pressure::get)) {
            Slots slots =
                    new Slots(small::current, () -> 100, new WaitLimit(Duration.ofSeconds(30), Duration.ofSeconds(30)));
            slots.take("a");
            slots.take("a");
            small.watch(slots);
            Callers.until(() -> small.current() == 1);
            CompletableFuture<Slot> waiting = new Callers(slots).lineUp("b");

            pressure.set(false);

            assertThat(Callers.ends(waiting)).isNotNull();
        }
    }

    @AfterEach
    void close() {
        bound.close();
    }
}
