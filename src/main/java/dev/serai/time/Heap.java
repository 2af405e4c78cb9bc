package dev.serai.time;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.function.Supplier;

/** How large the heap may become, and what of it is in use. */
public final class Heap {

    private static final long MOST = most();

    private Heap() {}

    /**
     * Bytes that it may become. {@link Runtime#maxMemory} says less under the parallel collector, by a survivor space whose
     * size changes: what is derived of that differs from start to start.
     */
    public static long mostBytes() {
        return MOST;
    }

    private static long most() {
        HotSpotDiagnosticMXBean options = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        return options == null
                ? Runtime.getRuntime().maxMemory()
                : Long.parseLong(options.getVMOption("MaxHeapSize").getValue());
    }

    /**
     * What is in use, which only a collection can say: what the last one left in the pool for what lives long, or in the whole
     * heap where the collector has no other.
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
