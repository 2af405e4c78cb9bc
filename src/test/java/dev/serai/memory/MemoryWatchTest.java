package dev.serai.memory;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class MemoryWatchTest {

    private static final int ENTRIES = 1600;

    private final Cache<Integer, Integer> cache =
            Caffeine.newBuilder().maximumSize(ENTRIES).executor(Runnable::run).build();
    private final HeldCache held = new HeldCache("numbers", cache);
    private final List<String> told = new ArrayList<>();
    private boolean pressed;
    private long seconds;

    private final Shrinkable broken = share -> {
        throw new IllegalStateException("a cache that cannot");
    };

    private final MemoryWatch watch = new MemoryWatch(
            () -> pressed,
            () -> new MemoryUsage(0, 90, 100, 100),
            () -> Stream.of(broken, held),
            () -> Stream.of(new MemoryListener() {
                @Override
                public void pressure(boolean isShort, HeapLeft left) {
                    told.add((isShort ? "short at " : "over at ") + left.percent());
                }

                @Override
                public void grew(Growth growth) {
                    throw new AssertionError("nobody watches that here");
                }
            }));

    private void look(boolean pressure, int times) {
        pressed = pressure;
        for (int i = 0; i < times; i++) {
            seconds++;
            watch.look(TimeUnit.SECONDS.toNanos(seconds));
        }
    }

    private long fill() {
        for (int i = 0; i < ENTRIES; i++) {
            cache.put(i, i);
        }
        cache.cleanUp();
        return cache.estimatedSize();
    }

    @Test
    void pressure_halvesCachesAtEachCollection() {
        assertThat(fill()).isEqualTo(ENTRIES);

        look(true, 1);
        assertThat(cache.estimatedSize()).isEqualTo(ENTRIES / 2);
        look(true, 2);
        assertThat(cache.estimatedSize()).isEqualTo(ENTRIES / 8);
        look(true, 10);
        assertThat(cache.estimatedSize()).as("a sixteenth stays").isEqualTo(ENTRIES / 16);
        assertThat(fill()).isEqualTo(ENTRIES / 16);
    }

    @Test
    void calm_givesThemBackStepByStep() {
        look(true, 4);
        look(false, 29);
        assertThat(fill()).isEqualTo(ENTRIES / 16);
        look(false, 2);
        assertThat(fill()).isEqualTo(ENTRIES / 8);
        look(false, 90);
        assertThat(fill()).isEqualTo(ENTRIES);
        assertThat(watch.isShort()).isFalse();
    }

    @Test
    void shortage_isToldOnceAndWhenItIsOver(CapturedOutput output) {
        look(true, 3);
        look(false, 10);
        look(true, 1);
        assertThat(watch.isShort()).isTrue();
        look(false, 500);

        assertThat(told).containsExactly("short at 90.0", "over at 90.0");
        assertThat(output.getAll().split("Memory is short:", -1)).hasSize(2);
        assertThat(output).contains("Memory is not short any more");
    }

    @Test
    void roomEnough_changesNothing() {
        look(false, 100);

        assertThat(fill()).isEqualTo(ENTRIES);
        assertThat(told).isEmpty();
    }
}
