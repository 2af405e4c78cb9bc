package dev.serai.support;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The time, moved on by a test that does not want to wait. */
public final class MovedClock extends Clock {

    private final Clock from;
    private volatile Duration moved = Duration.ZERO;

    private MovedClock(Clock from) {
        this.from = from;
    }

    /** One that stands still but for what it is moved. */
    public static MovedClock standing() {
        return new MovedClock(Clock.fixed(Instant.parse("2030-01-01T00:00:00Z"), ZoneOffset.UTC));
    }

    /** One that goes on by itself. */
    public static MovedClock running() {
        return new MovedClock(Clock.systemUTC());
    }

    public void pass(Duration time) {
        moved = moved.plus(time);
    }

    @Override
    public Instant instant() {
        return from.instant().plus(moved);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("there is UTC alone");
    }
}
