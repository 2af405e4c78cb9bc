package dev.serai.tiers;

/**
 * Numbers by which entries are put in order, of two kinds: where one stands among those that go where there is no room, and
 * when one expires. The lower bits of both are those of the entry's stamp, by which the two of one entry are known.
 */
final class Place {

    private static final int LOW_BITS = 23;
    private static final long LOW = (1L << LOW_BITS) - 1;
    private static final long MILLIS = 1000;

    private Place() {}

    /** The place of this order. */
    static long of(long order, long stamp) {
        return (Math.max(0, order) << LOW_BITS) | (stamp & LOW);
    }

    /** The next one for the same stamp. */
    static long after(long place) {
        return place + (1L << LOW_BITS);
    }

    /** When the entry at a place expires. */
    static long end(long expiresMillis, long place) {
        return ((expiresMillis / MILLIS) << LOW_BITS) | (place & LOW);
    }

    /** Whether an end is past. */
    static boolean isPast(long end, long nowMillis) {
        return end >>> LOW_BITS < nowMillis / MILLIS;
    }

    /** Whether both are of one entry. */
    static boolean isSame(long end, long place) {
        return (end & LOW) == (place & LOW);
    }
}
