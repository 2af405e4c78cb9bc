package dev.serai.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.serai.tiers.TierEntry;
import dev.serai.tiers.TierKey;
import dev.serai.tiers.Tiers;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers on disk and in Redis, where these are set: what is not in memory is looked for there, and goes back into memory. */
final class LowerTiers {

    private static final Logger LOG = LoggerFactory.getLogger(LowerTiers.class);
    private static final int PRIORITY = 3;

    private final Tiers tiers;
    private final Ticker ticker;
    private final Clock clock;

    LowerTiers(Tiers tiers, Ticker ticker, Clock clock) {
        this.tiers = tiers;
        this.ticker = ticker;
        this.clock = clock;
    }

    Tiers tiers() {
        return tiers;
    }

    /**
     * The answer of a key; null if there is none.
     *
     * @param promote takes it into memory
     * @param withdraw takes it out again: it was to be forgotten meanwhile
     */
    CachedAnswer find(
            CacheKey key, BiConsumer<CacheKey, CachedAnswer> promote, BiConsumer<CacheKey, CachedAnswer> withdraw) {
        if (tiers.isEmpty()) {
            return null;
        }
        long before = tiers.forgotten();
        TierEntry entry = tiers.find(tierKey(key));
        CachedAnswer answer = entry == null ? null : AnswerBytes.read(entry.payload(), now());
        if (answer == null || answer.times().age(ticker.read()) >= answer.times().kept()) {
            return null;
        }
        promote.accept(key, answer);
        if (tiers.forgotten() != before) {
            withdraw.accept(key, answer);
            return null;
        }
        return answer;
    }

    /** Keeps an answer there; waits for nothing. */
    void keep(CacheKey key, CachedAnswer answer) {
        if (!tiers.isEmpty()) {
            AnswerBytes.Now now = now();
            long left = answer.times().kept() - answer.times().age(now.nanos());
            long expires = now.millis() + TimeUnit.NANOSECONDS.toMillis(left);
            tiers.keep(tierKey(key), expires, PRIORITY, answer.length(), () -> AnswerBytes.of(answer, now()));
        }
    }

    /** An answer has to leave memory: it is in use, or it is not. */
    void evicted(CacheKey key, CachedAnswer answer) {
        if (!tiers.isEmpty() && answer.hits().sum() > 0) {
            tiers.used(tierKey(key));
        }
    }

    /** Gives nothing of it any more; done when that outlives this process. */
    CompletableFuture<Void> forget(CacheSelection selection) {
        return tiers.forget(new TierKey(selection.project(), selection.model(), null, selection.key()));
    }

    /** Waits until it is saved that something was forgotten; where that takes longer, it is saved later. */
    static void await(CompletableFuture<Void> saved, Duration patience) {
        try {
            saved.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            if (!patience.isZero()) {
                LOG.warn("What was taken out of the cache is not saved yet: a start before that would bring it back", e);
            }
        }
    }

    private AnswerBytes.Now now() {
        return new AnswerBytes.Now(ticker.read(), clock.millis());
    }

    /** Category is of {@link AnswerCache#CATEGORY} as yet. */
    private static TierKey tierKey(CacheKey key) {
        return new TierKey(key.tenant(), key.model(), AnswerCache.CATEGORY, key.digest());
    }
}
