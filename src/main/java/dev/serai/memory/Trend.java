package dev.serai.memory;

import java.util.Arrays;

/**
 * The course of a figure over a window: of each of its parts the least, since load comes and goes, and what leaks stays.
 * It grows where each quarter of the window has clearly more at the least than the one before; what was put there at once
 * and stays has grown, but grows no more.
 */
final class Trend {

    /** Parts of a window, six in each quarter. */
    static final int PARTS = 24;

    private static final int QUARTER = PARTS / 4;
    /** So much of the whole growth each quarter has at least. */
    private static final double EVENLY = 0.1;

    private final long[] least = new long[PARTS];
    private int known;
    private long part = Long.MIN_VALUE;
    private long current;
    private boolean told;
    private long back;

    /**
     * Notes a figure.
     *
     * @param now the number of the part of time that it is of, which only grows
     */
    void note(long now, long figure) {
        if (now == part) {
            current = Math.min(current, figure);
            return;
        }
        if (part != Long.MIN_VALUE) {
            if (now == part + 1) {
                end();
            } else {
                known = 0; // nobody looked in between: the machine slept, or the process stood still
            }
        }
        part = now;
        current = figure;
    }

    private void end() {
        if (known == PARTS) {
            System.arraycopy(least, 1, least, 0, PARTS - 1);
            known--;
        }
        least[known] = current;
        known++;
        if (told && current <= back) {
            told = false;
        }
    }

    /** The least of a quarter; 0 for the first one. */
    long quarter(int number) {
        return Arrays.stream(least, number * QUARTER, (number + 1) * QUARTER)
                .min()
                .orElseThrow();
    }

    /** Whether it has grown by so much, and by a quarter at least, over the whole window. */
    boolean grows(long atLeast) {
        if (known < PARTS) {
            return false;
        }
        long first = quarter(0);
        long growth = quarter(3) - first;
        if (growth < Math.max(atLeast, Math.max(1, first / 4))) {
            return false;
        }
        double step = Math.max(1, growth * EVENLY);
        for (int i = 1; i < 4; i++) {
            if (quarter(i) - quarter(i - 1) < step) {
                return false;
            }
        }
        return true;
    }

    /** Whether that is news: it is told once, and again only when half of it was given back meanwhile. */
    boolean isNews() {
        if (told) {
            return false;
        }
        told = true;
        back = quarter(0) + (quarter(3) - quarter(0)) / 2;
        return true;
    }

    /** Whether it was told, and less than half of it was given back since. */
    boolean isTold() {
        return told;
    }
}
