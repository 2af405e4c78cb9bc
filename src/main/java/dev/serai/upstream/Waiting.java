package dev.serai.upstream;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What a call waits for at the moment, and how that wait ends when the client leaves. */
public final class Waiting {

    private final Outcome outcome;
    private volatile Runnable breakOff = () -> {};

    Waiting(Outcome outcome) {
        this.outcome = outcome;
    }

    /**
     * Says how to break off what is waited for from now on. Where the client has left, that is done at once.
     *
     * @param how may be run by any thread, more than once, and when the wait is over; must not block
     */
    public void breaksOff(Runnable how) {
        breakOff = how;
        if (outcome.aborted()) {
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

    /** Waits for this long, or until the client leaves: {@link Call#requireClient} tells. */
    public void pause(Duration length) throws InterruptedException {
        CountDownLatch left = new CountDownLatch(1);
        breaksOff(left::countDown);
        var unused = left.await(length.toNanos(), TimeUnit.NANOSECONDS);
    }

    void end() {
        breakOff.run();
    }
}
