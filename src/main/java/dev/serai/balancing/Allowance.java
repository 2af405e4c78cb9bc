package dev.serai.balancing;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How many requests may be sent beyond those that came: a share of them, and some each second for those who have few. So an
 * outage is not made worse by everyone who asks again.
 *
 * @see <a href="https://finagle.github.io/blog/2016/02/08/retry-budgets/">retry budgets, as Finagle has them</a>
 */
final class Allowance {

    /** One request more, in the unit of the balance. */
    private static final long ONE = 1000;

    private static final long MOST = 100 * ONE;
    /** What was saved for longer is more than may be had. */
    private static final long LONG = TimeUnit.HOURS.toNanos(1);

    private final LongSupplier nanos;
    private final long forRequest;
    private final long forSecond;
    private final AtomicLong balance;
    private final AtomicLong paidUntil;

    /**
     * Begins with some.
     *
     * @param share of the requests that came, to the thousandth
     * @param perSecond besides
     * @param atFirst before anything came
     */
    Allowance(LongSupplier nanos, double share, int perSecond, int atFirst) {
        this.nanos = nanos;
        this.forRequest = Math.round(ONE * share);
        this.forSecond = ONE * perSecond;
        this.balance = new AtomicLong(ONE * atFirst);
        this.paidUntil = new AtomicLong(nanos.getAsLong());
    }

    /** A request came. */
    void request() {
        if (balance.get() < MOST) {
            balance.addAndGet(forRequest);
        }
    }

    /** Takes one more, if there is one left. */
    boolean take() {
        payForTime();
        while (true) {
            long left = balance.get();
            if (left < ONE) {
                return false;
            }
            if (balance.compareAndSet(left, left - ONE)) {
                return true;
            }
        }
    }

    private void payForTime() {
        long now = nanos.getAsLong();
        long until = paidUntil.get();
        long due = forSecond * Math.min(now - until, LONG) / TimeUnit.SECONDS.toNanos(1);
        if (due > 0 && paidUntil.compareAndSet(until, now)) {
            balance.updateAndGet(left -> Math.min(MOST, left + due));
        }
    }
}
