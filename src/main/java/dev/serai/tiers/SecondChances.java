package dev.serai.tiers;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Which entries were asked for since they were last spared, about: a bit for each, which a few share where there are many. It
 * takes 1 MB of the heap, however many entries there are.
 */
final class SecondChances {

    private static final int WORDS = 1 << 17;

    private final AtomicLongArray bits = new AtomicLongArray(WORDS);

    /** Notes that it was asked for. */
    void note(long id) {
        int word = word(id);
        long bit = 1L << id;
        long now = bits.getPlain(word);
        if ((now & bit) == 0) {
            bits.setPlain(word, now | bit); // of two at a time one may be lost
        }
    }

    /** Whether it is to be spared, this time. */
    boolean take(long id) {
        int word = word(id);
        long bit = 1L << id;
        long now = bits.getPlain(word);
        bits.setPlain(word, now & ~bit);
        return (now & bit) != 0;
    }

    private static int word(long id) {
        return (int) (id >>> 6) & (WORDS - 1);
    }
}
