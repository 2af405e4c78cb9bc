package dev.serai.log;

import java.util.Collection;

/**
 * What secrets begin with, as bits of a table: nearly all other text is passed by for one look at it, where a map of them
 * would be asked at each character.
 */
final class Beginnings {

    static final Beginnings NONE = new Beginnings(new long[1 << 10]);

    /** Spreads numbers that differ in few bits: https://en.wikipedia.org/wiki/Hash_function#Fibonacci_hashing */
    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    /** Leaves as many bits as the table has. */
    private static final int SHIFT = 48;

    private final long[] bits;

    private Beginnings(long[] bits) {
        this.bits = bits;
    }

    /** These, and more. */
    Beginnings with(Collection<Long> windows) {
        if (windows.stream().allMatch(this::mayHave)) {
            return this;
        }
        long[] more = bits.clone();
        for (long window : windows) {
            int at = at(window);
            more[at / Long.SIZE] |= 1L << at;
        }
        return new Beginnings(more);
    }

    /** False where none is this. */
    boolean mayHave(long window) {
        int at = at(window);
        return (bits[at / Long.SIZE] & (1L << at)) != 0;
    }

    private static int at(long window) {
        return (int) ((window * SPREAD) >>> SHIFT);
    }
}
