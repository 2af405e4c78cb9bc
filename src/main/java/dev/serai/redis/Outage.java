package dev.serai.redis;

import dev.serai.wire.Reason;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether Redis fails: while it does, one caller a second tries it, and nobody else waits for it. */
public final class Outage {

    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final String asked;
    private final AtomicBoolean on = new AtomicBoolean();
    private final AtomicLong nextTryNanos = new AtomicLong();
    private volatile String reason;

    /**
     * Begins without one.
     *
     * @param asked what Redis is asked for, for the log
     */
    public Outage(String asked) {
        this.asked = asked;
    }

    /** Whether this caller may ask Redis, and must then say {@link #over} or {@link #began}. */
    public boolean mayTry() {
        if (!on.get()) {
            return true;
        }
        long now = System.nanoTime();
        long next = nextTryNanos.get();
        return now - next >= 0 && nextTryNanos.compareAndSet(next, now + PAUSE_NANOS);
    }

    /** Redis failed. */
    public void began(Throwable why) {
        if (Thread.currentThread().isInterrupted()) {
            return; // who was told to stop waiting says nothing about Redis
        }
        nextTryNanos.set(System.nanoTime() + PAUSE_NANOS);
        reason = Reason.of(why);
        if (on.compareAndSet(false, true)) {
            LOG.warn("Redis cannot be asked for {}, and is tried again each second: {}", asked, why.toString());
        }
    }

    /** Why Redis fails, if it does. */
    public Optional<String> reason() {
        return on.get() ? Optional.of(reason) : Optional.empty();
    }

    /** Redis answered. */
    public void over() {
        if (on.get() && on.compareAndSet(true, false)) {
            LOG.info("Redis answers for {} again", asked);
        }
    }
}
