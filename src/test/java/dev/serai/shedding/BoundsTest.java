package dev.serai.shedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class BoundsTest {

    private static final int MOST = 1600;

    private final AtomicBoolean memory = new AtomicBoolean();
    private final AtomicBoolean processors = new AtomicBoolean();

    @Test
    void pressure_lowersTheBoundUntilItIsGone() throws Exception {
        try (Bounds bounds = new Bounds(MOST, memory::get, processors::get)) {
            Turns turns = new Turns(() -> MOST, () -> 0, Duration.ZERO);
            for (int i = 0; i < MOST / 2; i++) {
                turns.take("a");
            }
            bounds.watch(turns);
            processors.set(true);
            Callers.until(() -> bounds.most() < MOST);
            processors.set(false);
            Callers.until(() -> bounds.most() == MOST);
            memory.set(true);
            Callers.until(() -> bounds.most() < MOST);
            assertThat(bounds.most()).isGreaterThanOrEqualTo(MOST / 16);
        }
    }
}
