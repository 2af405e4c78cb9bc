package dev.serai.alerts;

/** Times in milliseconds by their size, each within six percent: eight sizes from one power of two to the next. */
final class Histogram {

    private static final int PARTS = 8;
    private static final int BITS = 3;
    private static final int SIZES = 21 * PARTS;

    private Histogram() {}

    static int[] empty() {
        return new int[SIZES];
    }

    static void add(int[] counts, long millis) {
        int size = size(Math.max(0, millis));
        if (counts[size] < Integer.MAX_VALUE) {
            counts[size]++;
        }
    }

    private static int size(long millis) {
        if (millis < PARTS) {
            return (int) millis;
        }
        int exponent = Long.SIZE - 1 - Long.numberOfLeadingZeros(millis);
        int part = (int) (millis >>> (exponent - BITS)) & (PARTS - 1);
        return Math.min(SIZES - 1, (exponent - BITS + 1) * PARTS + part);
    }

    /** The middle of a size. */
    private static double millis(int size) {
        if (size < PARTS) {
            return size;
        }
        int shift = size / PARTS - 1;
        long from = (long) (PARTS + size % PARTS) << shift;
        return from + (1L << shift) / 2.0;
    }

    /** The time that this percentage of all is not above. */
    static double percentile(long[] counts, double percent) {
        long all = 0;
        for (long count : counts) {
            all += count;
        }
        long wanted = (long) Math.ceil(all * percent / 100);
        long seen = 0;
        for (int size = 0; size < counts.length; size++) {
            seen += counts[size];
            if (seen >= wanted && seen > 0) {
                return millis(size);
            }
        }
        return 0;
    }

    static long[] sum() {
        return new long[SIZES];
    }

    static void addAll(long[] sum, int[] counts) {
        for (int i = 0; counts != null && i < SIZES; i++) {
            sum[i] += counts[i];
        }
    }
}
