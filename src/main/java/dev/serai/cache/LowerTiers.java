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
     * The answer to a request; null if there is none.
     *
     * @param promote takes it into memory
     * @param withdraw takes it out again, of all tiers: it was to be forgotten meanwhile
     */
    CachedAnswer find(
            Asking asking, BiConsumer<CacheKey, CachedAnswer> promote, BiConsumer<CacheKey, CachedAnswer> withdraw) {
        if (tiers.isEmpty() || isShared(asking.key(), asking.standing())) {
            return null;
        }
        long before = tiers.forgotten();
        TierEntry entry = tiers.find(tierKey(asking.key(), asking.standing()));
        CachedAnswer answer = entry == null ? null : AnswerBytes.read(entry.payload(), now());
        if (answer == null || left(answer, ticker.read()) <= 0) {
            return null;
        }
        CachedAnswer kept = answer.keptAs(asking.standing());
        promote.accept(asking.key(), kept);
        if (tiers.forgotten() != before) {
            withdraw.accept(asking.key(), kept);
            return null;
        }
        return kept;
    }

    /** What several projects share is in memory alone: whose it is says who may be given it. */
    private static boolean isShared(CacheKey key, Standing standing) {
        return !key.tenant().equals(standing.owner());
    }

    private static long left(CachedAnswer answer, long now) {
        return answer.lifetime().kept(answer.hits().sum()) - answer.lifetime().age(now);
    }

    /** Keeps an answer there; waits for nothing. */
    void keep(CacheKey key, CachedAnswer answer) {
        AnswerBytes.Now now = now();
        long left = left(answer, now.nanos());
        if (!tiers.isEmpty() && left > 0 && !isShared(key, answer.standing())) {
            long expires = now.millis() + TimeUnit.NANOSECONDS.toMillis(left);
            Standing standing = answer.standing();
            tiers.keep(
                    tierKey(key, standing),
                    expires,
                    standing.priority(),
                    answer.length(),
                    () -> AnswerBytes.of(answer, now()));
        }
    }

    /** An answer has to leave memory: one that is used lives longer, and is not the next to go. */
    void evicted(CacheKey key, CachedAnswer answer) {
        if (!tiers.isEmpty() && answer.hits().sum() > 0) {
            tiers.used(tierKey(key, answer.standing()));
            keep(key, answer);
        }
    }

    /** Gives nothing of it any more; done when that outlives this process. */
    CompletableFuture<Void> forget(CacheSelection selection) {
        return tiers.forget(new TierKey(selection.project(), selection.model(), selection.category(), selection.key()));
    }

    /** Waits until it is saved that something was forgotten; where that takes longer, it is saved later. */
    static void await(CompletableFuture<Void> saved, Duration patience) {
        try {
            saved.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException | ExecutionException e) {
            if (!patience.isZero()) {
                LOG.warn(
                        "What was taken out of the cache is not saved yet: a start before that would bring it back", e);
            }
        }
    }

    private AnswerBytes.Now now() {
        return new AnswerBytes.Now(ticker.read(), clock.millis());
    }

    private static TierKey tierKey(CacheKey key, Standing standing) {
        return new TierKey(standing.owner(), key.model(), standing.category(), key.digest());
    }
}
