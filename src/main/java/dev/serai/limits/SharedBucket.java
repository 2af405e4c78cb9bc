package dev.serai.limits;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.VerboseResult;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;

/** One bucket in Redis as one set of limits has it. */
final class SharedBucket {

    private final Meter meter;
    private final BucketConfiguration configuration;
    private final BucketProxy bucket;

    SharedBucket(Meter meter, ProxyManager<String> redis, String name) {
        this.meter = meter;
        this.configuration = meter.rates().configuration();
        this.bucket = redis.builder().withOptimization(Optimizations.batching()).build(name, () -> configuration);
    }

    /**
     * Takes all or nothing.
     *
     * @throws RuntimeException if Redis fails
     */
    BucketTake take(long amount) {
        VerboseResult<Boolean> result = bucket.asVerbose().tryConsume(amount);
        if (!result.getConfiguration().equals(configuration)) {
            result = takeAfterChange(amount, result.getValue());
        }
        return new BucketTake(meter, amount, result, bucket);
    }

    /** The limits were changed since anybody asked: the share that was used stays used. */
    private VerboseResult<Boolean> takeAfterChange(long amount, boolean taken) {
        if (taken) {
            bucket.addTokens(amount);
        }
        bucket.replaceConfiguration(configuration, TokensInheritanceStrategy.PROPORTIONALLY);
        return bucket.asVerbose().tryConsume(amount);
    }
}
