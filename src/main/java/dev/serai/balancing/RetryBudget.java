package dev.serai.balancing;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How many retries there may be: a share of the requests, and a few each second for those who have few. So an outage is
 * not made worse by everyone who asks again.
 *
 * @see <a href="https://finagle.github.io/blog/2016/02/08/retry-budgets/">retry budgets, as Finagle has them</a>
 */
final class RetryBudget {

    /** A retry, in the unit of the balance. */
    private static final long RETRY = 1000;

    private static final long FOR_A_REQUEST = RETRY / 5;
    private static final long FOR_A_SECOND = 5 * RETRY;
    private static final long MOST = 100 * RETRY;

    private final LongSupplier nanos;
    private final AtomicLong balance = new AtomicLong(MOST / 2);
    private final AtomicLong paidUntil;

    RetryBudget(LongSupplier nanos) {
        this.nanos = nanos;
        this.paidUntil = new AtomicLong(nanos.getAsLong());
    }

    /** A request came: a fifth of a retry. */
    void request() {
        if (balance.get() < MOST) {
            balance.addAndGet(FOR_A_REQUEST);
        }
    }

    /** Takes a retry, if there is one left. */
    boolean take() {
        payForTime();
        while (true) {
            long left = balance.get();
            if (left < RETRY) {
                return false;
            }
            if (balance.compareAndSet(left, left - RETRY)) {
                return true;
            }
        }
    }

    private void payForTime() {
        long now = nanos.getAsLong();
        long until = paidUntil.get();
        long due = (now - until) * FOR_A_SECOND / TimeUnit.SECONDS.toNanos(1);
        if (due > 0 && paidUntil.compareAndSet(until, now)) {
            balance.updateAndGet(left -> Math.min(MOST, left + Math.min(due, MOST)));
        }
    }
}
