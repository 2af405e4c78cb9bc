package dev.serai.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Expiry;
import dev.serai.memory.Holding;
import dev.serai.time.HotCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Duration;
import java.util.List;

/**
 * Buckets in memory. Forgetting one grants nothing: it is kept until it would be full anyway, two days after its last use
 * (the largest window is a day, and a request may settle well after it was admitted) or longer where it owes more.
 */
final class LocalBuckets extends Buckets {

    /** A bound against exhaustion, about 100 MB, not a working size: a bucket that it drops would start full. */
    private static final int MOST = 250_000;

    private static final Duration KEPT = Duration.ofDays(2);

    private final TimeMeter clock;
    private final Cache<Key, LocalBucket> buckets;

    /** A bucket's name, in two parts: joining them would cost more than the rest of a look-up. */
    private record Key(String subject, RateUnit kind) {}

    LocalBuckets(TimeMeter clock) {
        this.clock = clock;
        this.buckets = HotCache.builder()
                .maximumSize(MOST)
                .ticker(clock::currentTimeNanos)
                .expireAfter(new KeptLongEnough())
                .build();
    }

    private LocalBucket held(Meter meter) {
        LocalBucket held = buckets.get(key(meter), key -> new LocalBucket(meter.rates(), clock));
        held.follow(meter.rates());
        return held;
    }

    /** Leaves no more in a bucket than this: one that stands in for a shared one begins where that ended. */
    void lowerTo(Meter meter, long available) {
        Bucket bucket = held(meter).bucket;
        long more = bucket.getAvailableTokens() - available;
        if (more > 0) {
            var unused = bucket.tryConsumeAsMuchAsPossible(more);
        }
    }

    /** Puts back what was given back to the shared bucket. */
    void giveBack(Meter meter, long amount) {
        held(meter).bucket.addTokens(amount);
    }

    @Override
    BucketTake take(Meter meter, long amount) {
        LocalBucket held = held(meter);
        return new BucketTake(meter, amount, held.bucket.asVerbose().tryConsume(amount), held.bucket);
    }

    @Override
    void correct(BucketTake taking, long more) {
        if (more < 0) {
            taking.from().addTokens(-more);
        } else if (more > 0) {
            oweFor(taking, more);
        }
    }

    private void oweFor(BucketTake taking, long more) {
        long debtNanos = owe(taking.from(), more);
        if (debtNanos > 0) {
            Duration kept = KEPT.plusNanos(debtNanos);
            buckets.policy().expireVariably().orElseThrow().setExpiresAfter(key(taking.meter()), kept);
        }
    }

    /** How many are kept. */
    long size() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    @Override
    public List<Holding> holdings() {
        return List.of(Holding.bounded("buckets", buckets.estimatedSize(), MOST));
    }

    private static Key key(Meter meter) {
        return new Key(meter.key(), meter.kind());
    }

    @Override
    public void close() {
        // memory only
    }

    /** A bucket and the rates that it has. */
    private static final class LocalBucket {

        private final Bucket bucket;
        private volatile Rates rates;

        LocalBucket(Rates rates, TimeMeter clock) {
            this.rates = rates;
            var builder = Bucket.builder().withCustomTimePrecision(clock);
            for (var bandwidth : rates.configuration().getBandwidths()) {
                builder.addLimit(bandwidth);
            }
            this.bucket = builder.build();
        }

        void follow(Rates wanted) {
            if (!wanted.equals(rates)) {
                change(wanted);
            }
        }

        /** Keeps the share that was used: requests under old and new limits may alternate without gaining anything. */
        private synchronized void change(Rates wanted) {
            if (!wanted.equals(rates)) {
                bucket.replaceConfiguration(wanted.configuration(), TokensInheritanceStrategy.PROPORTIONALLY);
                rates = wanted;
            }
        }
    }

    private static final class KeptLongEnough implements Expiry<Key, LocalBucket> {

        @Override
        public long expireAfterCreate(Key key, LocalBucket held, long now) {
            return KEPT.toNanos();
        }

        @Override
        public long expireAfterUpdate(Key key, LocalBucket held, long now, long left) {
            return left;
        }

        @Override
        public long expireAfterRead(Key key, LocalBucket held, long now, long left) {
            return Math.max(left, KEPT.toNanos());
        }
    }
}
