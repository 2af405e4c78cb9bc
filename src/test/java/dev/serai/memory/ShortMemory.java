package dev.serai.memory;

import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** Watches of a memory that is short, or in which something grows. */
public final class ShortMemory {

    private ShortMemory() {}

    /** One that has seen pressure. */
    public static MemoryWatch pressed() {
        MemoryWatch watch = new MemoryWatch(() -> true, () -> new MemoryUsage(0, 95, 100, 100), Stream::of, Stream::of);
        watch.look(0);
        return watch;
    }

    /** One that has seen this grow. */
    public static GrowthWatch growing(String name) {
        long[] entries = {0};
        GrowthWatch watch = new GrowthWatch(
                () -> List.of(Holding.unbounded(name, entries[0])), () -> null, Stream::of, Duration.ofHours(6));
        for (int i = 0; i < 100; i++) {
            entries[0] += 1000;
            watch.look(Duration.ofMinutes(5L * i).toNanos());
        }
        return watch;
    }
}
