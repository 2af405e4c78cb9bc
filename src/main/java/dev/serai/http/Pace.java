package dev.serai.http;

import dev.serai.SeraiProperties.Clients;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How fast a client sends or takes, on average over the time that it was waited for. */
final class Pace {

    private final long beginningNanos;
    private final long leastRate;
    private long bytes;
    private long nanos;

    /**
     * Knows what is too slow.
     *
     * @param beginning of which nothing is concluded
     */
    Pace(Duration beginning, Clients clients) {
        this.beginningNanos = beginning.toNanos();
        this.leastRate = clients.leastRate().toBytes();
    }

    /** Begins anew. */
    void reset() {
        bytes = 0;
        nanos = 0;
    }

    /** So much came, or was taken, after this wait. */
    void add(long moreBytes, long waitedNanos) {
        bytes += moreBytes;
        nanos += waitedNanos;
    }

    boolean isTooSlow() {
        return nanos > beginningNanos && bytes < (double) leastRate * nanos / TimeUnit.SECONDS.toNanos(1);
    }
}
