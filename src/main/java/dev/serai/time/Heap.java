package dev.serai.time;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.function.Supplier;

/** What of the heap is in use: only what a collection has left says so. */
public final class Heap {

    private Heap() {}

    /**
     * What the last collection left in the pool for what lives long, or in the whole heap where the collector has no other.
     *
     * @return gives null where there was no collection
     */
    public static Supplier<MemoryUsage> afterCollection() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP && pool.isUsageThresholdSupported())
                .findFirst()
                .<Supplier<MemoryUsage>>map(pool -> pool::getCollectionUsage)
                .orElse(() -> null);
    }
}
