package dev.serai.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.MemoryUsage;
import org.junit.jupiter.api.Test;

class HeapPressureTest {

    private MemoryUsage afterCollection = used(0);
    private final HeapPressure pressure = new HeapPressure(() -> afterCollection);

    private static MemoryUsage used(long percent) {
        return new MemoryUsage(0, percent, 100, 100);
    }

    @Test
    void collectionThatLeavesLittle_pressesOnce() {
        afterCollection = used(90);
        assertThat(pressure.getAsBoolean()).isTrue();
        assertThat(pressure.getAsBoolean()).isFalse();
        afterCollection = used(91);
        assertThat(pressure.getAsBoolean()).isTrue();
    }

    @Test
    void collectionThatLeavesEnough_doesNotPress() {
        afterCollection = used(85);
        assertThat(pressure.getAsBoolean()).isFalse();
    }

    @Test
    void collectorThatSaysNothing_doesNotPress() {
        assertThat(new HeapPressure(() -> null).getAsBoolean()).isFalse();
    }

    @Test
    void thisProcess_isNotPressed() {
        assertThat(HeapPressure.ofThisProcess().getAsBoolean()).isFalse();
    }
}
