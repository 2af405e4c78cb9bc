package dev.serai.memory;

import java.lang.management.MemoryUsage;

/**
 * What a garbage collection has left of the part of the heap where things live long.
 *
 * @param used bytes
 * @param max bytes that there may be
 */
public record HeapLeft(long used, long max) {

    private static final double PERCENT = 100;

    /** The same; null where there was no collection, or no bound. */
    public static HeapLeft of(MemoryUsage left) {
        return left == null || left.getMax() <= 0 ? null : new HeapLeft(left.getUsed(), left.getMax());
    }

    /** How full it is, with one decimal. */
    public double percent() {
        return Math.round(PERCENT * 10 * used / max) / 10.0;
    }
}
