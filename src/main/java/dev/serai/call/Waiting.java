package dev.serai.call;

import dev.serai.wire.ApiException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** What a call waits for at the moment, and how that wait ends when the client leaves or the gateway stops. */
public final class Waiting {

    private final Outcome outcome;
    private volatile Runnable breakOff = () -> {};
    private volatile BooleanSupplier others = () -> false;
    private volatile boolean receives;
    private volatile long queuedNanos;

    Waiting(Outcome outcome) {
        this.outcome = outcome;
    }

    /**
     * Says how to break off what is waited for from now on. Where the call is over, that is done at once.
     *
     * @param how may be run by any thread, more than once, and when the wait is over; must not block
     */
    public void breaksOff(Runnable how) {
        breakOff = how;
        if (outcome.over()) {
            how.run();
        }
    }

    /** The same beside what is waited for already. */
    public synchronized void breaksOffToo(Runnable how) {
        Runnable others = breakOff;
        breaksOff(() -> {
            others.run();
            how.run();
        });
    }

    /** Breaks nothing off for as long as others wait for the same. */
    public synchronized void breaksOffUnless(BooleanSupplier others) {
        Runnable how = breakOff;
        breaksOff(() -> {
            if (!others.getAsBoolean()) {
                how.run();
            }
        });
    }

    /** Has the call go on though its client leaves, for as long as others wait for its answer: when they do not, they abort it. */
    public void goesOnFor(BooleanSupplier whoWaits) {
        others = whoWaits;
    }

    boolean isForOthers() {
        return others.getAsBoolean();
    }

    /** Whether the rest of the client's request is still to come, while somebody is asked already. */
    public boolean receives() {
        return receives;
    }

    /** Notes whether that is so. */
    public void receives(boolean more) {
        receives = more;
    }

    /** How long it stood in line for its turn. */
    public long queuedNanos() {
        return queuedNanos;
    }

    /** Notes that. */
    public void queued(long nanos) {
        queuedNanos = nanos;
    }

    /** Waits for this long, or until the call is over: {@link Call#requireClient} tells. */
    public void pause(Duration length) throws InterruptedException {
        CountDownLatch left = new CountDownLatch(1);
        breaksOff(left::countDown);
        var unused = left.await(length.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Waits for what others make, or until the call is over, and gives null then: {@link Call#requireClient} tells. */
    public <T> T await(CompletableFuture<T> others) {
        CompletableFuture<T> mine = others.copy();
        breaksOff(() -> mine.complete(null));
        try {
            return mine.join();
        } finally {
            breaksOff(() -> {});
        }
    }

    /**
     * Ends the wait because the gateway, or the routes that the call began on, wait no longer, from any thread: nothing
     * happens to an answer that has begun.
     *
     * @param why as the client is to hear
     */
    public void stop(ApiException why) {
        outcome.stop(why);
        if (outcome.over() && outcome.stream() == null) {
            end();
        }
    }

    void end() {
        breakOff.run();
    }
}
