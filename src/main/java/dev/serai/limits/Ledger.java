package dev.serai.limits;

import java.math.BigDecimal;

/**
 * What one subject has spent in one period: what the database has, what is on its way there, and what requests under way
 * are expected to cost. Each request asks here twice: amounts that pass by are counted in {@link #PICOS}.
 */
final class Ledger {

    /** What a request found when it asked. */
    enum Standing {
        /** There is not enough left; nothing is held. */
        REFUSED,
        /** It is held. */
        FINE,
        /** It is held, and the soft limit is passed. */
        WARNED,
        /** The same, and this request is the first to find it. */
        FIRST_WARNED
    }

    /** Decimals that costs have at most: a long counts up to nine million of the currency's units in them. */
    private static final int PICOS = 12;

    /** What is far beyond anything that is paid for, and can still be added. */
    private static final long MOST = Long.MAX_VALUE / 4;

    private static final BigDecimal MOST_AMOUNT = BigDecimal.valueOf(MOST, PICOS);

    private final Rest hard = new Rest();
    private final Rest soft = new Rest();
    private BigDecimal stored = BigDecimal.ZERO;
    private long pending;
    private long held;
    private boolean warned;
    private BigDecimal refusedAt;

    /** How far it is from what is stored to a limit: calculated when one of them has changed. */
    private final class Rest {

        private BigDecimal limit;
        private BigDecimal from;
        private long picos;

        @SuppressWarnings("ReferenceEquality") // another object may be another amount: then it is calculated once more
        long of(BigDecimal wanted) {
            if (limit != wanted || from != stored) {
                limit = wanted;
                from = stored;
                picos = picos(wanted.subtract(stored));
            }
            return picos;
        }
    }

    /** An amount in picos, never more than can be added up. */
    static long picos(BigDecimal amount) {
        if (amount.abs().compareTo(MOST_AMOUNT) >= 0) {
            return amount.signum() * MOST;
        }
        return amount.movePointRight(PICOS).longValue();
    }

    /**
     * Holds an amount if that does not go beyond a limit. Where nothing else is held, and that much is not to be expected,
     * it may: one request at a time can find out what is left.
     *
     * @param picos the amount: what the request costs at most
     * @param usual what it is expected to cost
     * @param hardLimit null for none
     * @param softLimit null for none
     */
    synchronized Standing hold(long picos, long usual, BigDecimal hardLimit, BigDecimal softLimit) {
        if (hardLimit != null) {
            long left = hard.of(hardLimit) - pending;
            boolean alone = held == 0 && usual <= left;
            // who has nothing left is refused also where nothing is expected
            if (left <= 0 || (held + picos > left && !alone)) {
                return Standing.REFUSED;
            }
        }
        held += picos;
        if (softLimit == null || soft.of(softLimit) > pending) {
            return Standing.FINE;
        }
        boolean first = !warned;
        warned = true;
        return first ? Standing.FIRST_WARNED : Standing.WARNED;
    }

    /** Whether this limit refuses for the first time in this period. */
    synchronized boolean isFirstRefusal(BigDecimal hardLimit) {
        boolean first = refusedAt == null || refusedAt.compareTo(hardLimit) != 0;
        refusedAt = hardLimit;
        return first;
    }

    /** Holds more for a request that has begun: it is not refused any more, but others may be. */
    synchronized void grow(long picos) {
        held += picos;
    }

    /** Books what a request cost, which the database does not know yet, in place of what was held for it. */
    synchronized void settle(long heldPicos, long spentPicos) {
        held -= heldPicos;
        pending += spentPicos;
    }

    /** The database has taken in an amount, and knows now of this total. */
    synchronized void store(BigDecimal total, BigDecimal amount) {
        if (stored.compareTo(total) < 0) {
            stored = total;
        }
        pending = Math.max(0, pending - picos(amount));
    }

    /** What was spent, that which is on its way to the database included. */
    synchronized BigDecimal spent() {
        return stored.add(BigDecimal.valueOf(pending, PICOS));
    }

    synchronized BigDecimal held() {
        return BigDecimal.valueOf(held, PICOS);
    }
}
