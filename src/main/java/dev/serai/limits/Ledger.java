package dev.serai.limits;

import java.math.BigDecimal;

/**
 * What one subject has spent in one period: what the database has, what is on its way there, and what requests under way
 * are expected to cost.
 */
final class Ledger {

    private BigDecimal stored = BigDecimal.ZERO;
    private BigDecimal pending = BigDecimal.ZERO;
    private BigDecimal held = BigDecimal.ZERO;
    private boolean warned;

    /**
     * Holds an amount if that does not go beyond a limit.
     *
     * @param limit null for none
     */
    synchronized boolean hold(BigDecimal amount, BigDecimal limit) {
        BigDecimal spent = stored.add(pending);
        // who has nothing left is refused also where nothing is expected
        if (limit != null
                && (spent.compareTo(limit) >= 0 || spent.add(held).add(amount).compareTo(limit) > 0)) {
            return false;
        }
        held = held.add(amount);
        return true;
    }

    synchronized void release(BigDecimal amount) {
        held = held.subtract(amount);
    }

    /** Something was spent that the database does not know yet. */
    synchronized void spend(BigDecimal amount) {
        pending = pending.add(amount);
    }

    /** The database has taken in an amount, and knows now of this total. */
    synchronized void store(BigDecimal total, BigDecimal amount) {
        stored = stored.max(total);
        pending = pending.subtract(amount).max(BigDecimal.ZERO);
    }

    /** What was spent, that which is on its way to the database included. */
    synchronized BigDecimal spent() {
        return stored.add(pending);
    }

    synchronized BigDecimal held() {
        return held;
    }

    /** Whether it is beyond this limit, for the first time that it is asked. */
    synchronized boolean passesFirst(BigDecimal limit) {
        boolean first = !warned && spent().compareTo(limit) >= 0;
        warned |= first;
        return first;
    }

    synchronized boolean isAtLeast(BigDecimal amount) {
        return spent().compareTo(amount) >= 0;
    }
}
