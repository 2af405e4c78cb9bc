package dev.serai.memory;

import dev.serai.time.Heap;
import java.lang.management.MemoryUsage;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Whether a garbage collection since the last look left little room: what is left then is in use, whereas before a
 * collection a full heap says nothing. Each collection counts once; where there is none for long, memory is not short.
 */
public final class HeapPressure implements BooleanSupplier {

    private static final double MOST = 0.85;

    private final Supplier<MemoryUsage> afterCollection;
    private MemoryUsage last;

    /**
     * Takes what the last collection left.
     *
     * @param afterCollection a value equal to the one before means that there was none since; null that there is none at all
     */
    HeapPressure(Supplier<MemoryUsage> afterCollection) {
        this.afterCollection = afterCollection;
        this.last = afterCollection.get();
    }

    /** That of this process. */
    public static HeapPressure ofThisProcess() {
        return new HeapPressure(Heap.afterCollection());
    }

    @Override
    public boolean getAsBoolean() {
        MemoryUsage before = last;
        last = afterCollection.get();
        return last != null
                && (before == null || before.getUsed() != last.getUsed())
                && last.getUsed() > MOST * last.getMax()
                && last.getMax() > 0;
    }
}
