package dev.serai.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A clock that does not jump: the wall clock at its creation, moved on by the JVM's timer. What is valid stays so when
 * the machine's clock is set by mistake, and what has expired does not come back. Ordinary drift is followed at once; a
 * jump only when it has lasted, since then someone meant it, or the machine slept.
 */
public final class SteadyClock extends Clock {

    private static final Logger LOG = LoggerFactory.getLogger(SteadyClock.class);
    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();
    private static final Duration JUMP = Duration.ofSeconds(1);
    private static final Duration LASTING = Duration.ofMinutes(10);

    /**
     * What was known at the last look at the wall clock.
     *
     * @param nanos when it was, by the timer
     * @param time what this clock showed then
     * @param jumpedAt since when, by this clock, the wall clock has been elsewhere; null while it is not
     */
    private record Look(long nanos, Instant time, Instant jumpedAt) {

        Instant at(long now) {
            return time.plusNanos(now - nanos);
        }
    }

    private final InstantSource wall;
    private final LongSupplier nanos;
    private volatile Look last;

    /** Starts from the system's clock. */
    public SteadyClock() {
        this(InstantSource.system(), System::nanoTime);
    }

    /**
     * Starts from a clock.
     *
     * @param wall what may jump
     * @param nanos a timer that only goes forward
     */
    SteadyClock(InstantSource wall, LongSupplier nanos) {
        this.wall = wall;
        this.nanos = nanos;
        this.last = new Look(nanos.getAsLong(), wall.instant(), null);
    }

    @Override
    public Instant instant() {
        long now = nanos.getAsLong();
        Look look = last;
        return now - look.nanos() < LOOK_NANOS ? look.at(now) : look();
    }

    /** Looks at the wall clock; whoever comes meanwhile need not do it again. */
    private synchronized Instant look() {
        long now = nanos.getAsLong();
        if (now - last.nanos() >= LOOK_NANOS) {
            last = compare(last.at(now), wall.instant(), now);
        }
        return last.at(now);
    }

    private Look compare(Instant steady, Instant shown, long now) {
        Duration deviation = Duration.between(steady, shown);
        if (deviation.abs().compareTo(JUMP) < 0) {
            return new Look(now, shown, null);
        }
        if (last.jumpedAt() == null) {
            LOG.warn("The machine's clock jumped by {}; it is followed if that lasts for {}", deviation, LASTING);
            return new Look(now, steady, steady);
        }
        if (Duration.between(last.jumpedAt(), steady).compareTo(LASTING) < 0) {
            return new Look(now, steady, last.jumpedAt());
        }
        LOG.warn("The machine's clock has been off by {} for {} and is followed now", deviation, LASTING);
        return new Look(now, shown, null);
    }

    /** UTC. */
    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    @SuppressWarnings("UnnecessaryMethodReference") // this itself would come back here
    public Clock withZone(ZoneId zone) {
        InstantSource source = this::instant;
        return source.withZone(zone);
    }
}
