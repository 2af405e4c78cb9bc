package dev.serai.limits;

import dev.serai.memory.Holder;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;

/** Where the buckets of requests and tokens live. */
public abstract class Buckets implements Holder, AutoCloseable {

    Buckets() {}

    /** In the memory of this replica: each counts for itself, and forgets when it ends. */
    public static Buckets local() {
        return new LocalBuckets(TimeMeter.SYSTEM_NANOTIME);
    }

    /**
     * In Redis, under names that begin with {@code serai:}: replicas share what they count. It need not be reachable yet.
     *
     * @param uri as Lettuce has it: {@code redis://[[user:]password@]host[:port][/database]}, {@code rediss://…}
     * @param open whether each replica counts in its own memory while Redis fails; otherwise requests with limits are
     *     refused with 503 {@code limits_unavailable}
     * @param timeout how long to wait for Redis, for example 250 ms
     * @param meters shows how long Redis takes
     * @throws IllegalArgumentException if the address is none
     */
    public static Buckets shared(String uri, boolean open, Duration timeout, MeterRegistry meters) {
        return new SharedBuckets(uri, open, timeout, meters);
    }

    /** Whether replicas share what they count, by Redis. */
    public boolean shared() {
        return false;
    }

    /** Why Redis does not answer, where it is used and does not. Waits for it a second at most, and not each time. */
    public Optional<String> trouble() {
        return Optional.empty();
    }

    /**
     * Takes from one bucket, all or nothing.
     *
     * @param amount at least 1
     * @throws dev.serai.wire.ApiException 503 if nobody can say
     */
    abstract BucketTake take(Meter meter, long amount);

    /**
     * Corrects what was taken, where it was taken; never throws.
     *
     * @param more to take besides, even if the bucket then owes; negative to give back
     */
    abstract void correct(BucketTake taking, long more);

    /**
     * Takes more than there may be.
     *
     * @return nanoseconds until nothing is owed, 0 if nothing is
     */
    static long owe(Bucket bucket, long more) {
        try {
            return bucket.consumeIgnoringRateLimits(more);
        } catch (IllegalArgumentException e) {
            return 0; // a debt of centuries, which the bucket refuses: no figure that somebody really used
        }
    }

    @Override
    public abstract void close();
}
