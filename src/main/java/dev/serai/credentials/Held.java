package dev.serai.credentials;

import java.time.Duration;
import java.time.Instant;

/**
 * What is there.
 *
 * @param since when it is there
 * @param renewAt when the next one is fetched
 * @param until when it serves nobody any more
 */
record Held<T>(T value, Instant since, Instant renewAt, Instant until) {

    /** Before its end, but not before three quarters of its time. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    /** Clocks differ, and a request takes time to arrive. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private static final Duration LONGEST = Duration.ofDays(1);

    static <T> Held<T> of(Renewed.Lease<T> lease, Instant now) {
        Duration life = shorter(Duration.between(now, lease.until()), LONGEST);
        Instant end = now.plus(life);
        return new Held<>(
                lease.value(),
                now,
                end.minus(shorter(AHEAD, life.dividedBy(4))),
                end.minus(shorter(MARGIN, life.dividedBy(10))));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
