package dev.serai.alerts;

import java.util.Arrays;
import java.util.List;

/** What came of the requests of one kind in the last quarter of an hour, by slots of half a minute. */
final class Series {

    static final int SLOTS = 30;
    static final long SLOT_MILLIS = 30_000;

    /** The status of an answer that broke off after it had begun. */
    private static final int BROKE_OFF = 502;

    private static final double MILLIS = 1000;
    private static final double HUNDRED = 100;

    /** One half of a minute; histograms are made when they are first needed. */
    private static final class Slot {
        private long number = -1;
        private int count;
        private int skipped;
        private int unpriced;
        private long tokens;
        private double cost;
        private final int[] failures = new int[Outcomes.MOST];
        private int[] latency;
        private int[] firstToken;

        void reset(long next) {
            number = next;
            count = 0;
            skipped = 0;
            unpriced = 0;
            tokens = 0;
            cost = 0;
            Arrays.fill(failures, 0);
            latency = null;
            firstToken = null;
        }
    }

    private final Slot[] slots = new Slot[SLOTS];
    private final Outcomes outcomes = new Outcomes();
    private long lastMillis;

    private Slot slot(long now) {
        lastMillis = now;
        long number = now / SLOT_MILLIS;
        int place = (int) (number % SLOTS);
        if (slots[place] == null) {
            slots[place] = new Slot();
        }
        if (slots[place].number != number) {
            slots[place].reset(number);
        }
        return slots[place];
    }

    /**
     * Counts one that was asked.
     *
     * @param firstTokenMillis negative where there was none
     * @param status below 400 if it was answered
     */
    synchronized void ended(long now, long millis, long firstTokenMillis, int status, String code) {
        Slot slot = slot(now);
        slot.count++;
        if (status >= 400 || code != null) {
            slot.failures[outcomes.place(status >= 400 ? status : BROKE_OFF, code)]++;
        } else {
            slot.latency = slot.latency == null ? Histogram.empty() : slot.latency;
            Histogram.add(slot.latency, millis);
        }
        if (firstTokenMillis >= 0) {
            slot.firstToken = slot.firstToken == null ? Histogram.empty() : slot.firstToken;
            Histogram.add(slot.firstToken, firstTokenMillis);
        }
    }

    /** Counts one that was not asked, since it is left alone. */
    synchronized void skipped(long now) {
        slot(now).skipped++;
    }

    /**
     * Counts what was used.
     *
     * @param cost negative where nobody knows it
     */
    synchronized void used(long now, long tokens, double cost) {
        Slot slot = slot(now);
        slot.tokens += tokens;
        slot.cost += Math.max(0, cost);
        slot.unpriced += cost < 0 && tokens > 0 ? 1 : 0;
    }

    /** When something was counted last. */
    synchronized long lastMillis() {
        return lastMillis;
    }

    /** What a question is answered with; null where too few have come to say. */
    synchronized Double reading(FigureQuestion question, long now) {
        Sum sum = new Sum();
        long first = (now - question.window().toMillis()) / SLOT_MILLIS;
        for (Slot slot : slots) {
            if (slot != null && slot.number > first && slot.number <= now / SLOT_MILLIS) {
                sum.add(slot, outcomes, question.failures());
            }
        }
        return sum.reading(question);
    }

    /** Several slots together. */
    private static final class Sum {
        private long count;
        private long skipped;
        private long failed;
        private long unavailable;
        private long unpriced;
        private long tokens;
        private double cost;
        private final long[] latency = Histogram.sum();
        private final long[] firstToken = Histogram.sum();

        void add(Slot slot, Outcomes outcomes, List<String> failures) {
            count += slot.count;
            skipped += slot.skipped;
            unpriced += slot.unpriced;
            tokens += slot.tokens;
            cost += slot.cost;
            for (int i = 0; i < outcomes.known(); i++) {
                failed += outcomes.isOf(i, failures) ? slot.failures[i] : 0;
                unavailable += outcomes.isOf(i, List.of("5xx")) ? slot.failures[i] : 0;
            }
            Histogram.addAll(latency, slot.latency);
            Histogram.addAll(firstToken, slot.firstToken);
        }

        Double reading(FigureQuestion question) {
            return switch (question.figure()) {
                case LATENCY -> percentile(latency, question);
                case FIRST_TOKEN -> percentile(firstToken, question);
                case ERRORS -> count < Math.max(1, question.least()) ? null : (Double) (HUNDRED * failed / count);
                case AVAILABILITY ->
                    count + skipped < Math.max(1, question.least())
                            ? null
                            : (Double) (HUNDRED - HUNDRED * (unavailable + skipped) / (count + skipped));
                case FAILURES -> (double) failed;
                case TOKENS -> (double) tokens;
                case COST -> cost;
                case UNPRICED -> (double) unpriced;
                default -> (double) count;
            };
        }

        private static Double percentile(long[] counts, FigureQuestion question) {
            long all = 0;
            for (long each : counts) {
                all += each;
            }
            return all < Math.max(1, question.least())
                    ? null
                    : (Double) (Histogram.percentile(counts, question.percentile()) / MILLIS);
        }
    }
}
