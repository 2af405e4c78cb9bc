package dev.serai.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.serai.memory.HeldCache;
import dev.serai.memory.Holder;
import dev.serai.memory.Holding;
import dev.serai.memory.Shrinkable;
import dev.serai.tiers.TierReading;
import dev.serai.time.HotCache;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Answers in memory, within the bytes that they may take, each for its own time; and who asks for one right now, so that
 * those who ask the same wait for it.
 */
public final class AnswerCache implements Holder, Shrinkable {

    /** As metrics and {@code /manage/cache} have it. */
    public static final String CATEGORY = "response_cache";

    private final Cache<CacheKey, CachedAnswer> answers;
    private final HeldCache held;
    private final Map<CacheKey, Flight> flights = new ConcurrentHashMap<>();
    private final Ticker ticker;
    private final CacheSettings settings;
    private final LowerTiers lower;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder stale = new LongAdder();
    private final LongAdder joined = new LongAdder();

    /** Keeps nothing yet. */
    AnswerCache(CacheSettings settings, Ticker ticker, LowerTiers lower) {
        this.settings = settings;
        this.lower = lower;
        this.ticker = ticker;
        this.answers = HotCache.builder()
                .ticker(ticker)
                .maximumWeight(settings.bytes())
                .<CacheKey, CachedAnswer>weigher((key, answer) -> answer.weight())
                .expireAfter(new KeptTime())
                .evictionListener((key, answer, cause) -> lower.evicted(key, answer))
                .build();
        this.held = new HeldCache("answer-cache", answers);
    }

    CacheSettings settings() {
        return settings;
    }

    Map<CacheKey, Flight> flights() {
        return flights;
    }

    long now() {
        return ticker.read();
    }

    /** An answer, be it out of date; null if there is none. */
    CachedAnswer find(CacheKey key) {
        return answers.getIfPresent(key);
    }

    /** The same, with those that have left memory and are in a lower tier: it may take milliseconds. */
    CachedAnswer recall(CacheKey key) {
        CachedAnswer found = find(key);
        return found == null ? lower.find(key, answers::put, answers.asMap()::remove) : found;
    }

    /**
     * Keeps what came of a request, unless it is too large, and gives it to those who wait for it.
     *
     * @param answer null where nothing came that could be given to anybody else
     */
    void lands(Asking asking, CachedAnswer answer) {
        Flight flight = asking.flight();
        boolean forgotten = flight != null && flight.isForgotten();
        if (answer != null
                && !forgotten
                && answer.length() <= settings.largest().toBytes()) {
            answers.put(asking.key(), answer);
            lower.keep(asking.key(), answer);
            if (flight != null && flight.isForgotten()) { // meanwhile
                remove(asking.key());
            }
        }
        ends(asking, answer);
    }

    private void remove(CacheKey key) {
        var unused = lower.forget(new CacheSelection(key.tenant(), key.model(), key.digest()));
        answers.invalidate(key);
    }

    /** Gives an answer to those who wait for it; null where there is none. */
    void ends(Asking asking, CachedAnswer answer) {
        Flight flight = asking.flight();
        if (flight != null) {
            flights.remove(asking.key(), flight);
            flight.ends(answer);
        }
    }

    /** Counts what became of a look-up. */
    void count(CacheStatus status, boolean wasJoined) {
        switch (status) {
            case HIT -> hits.increment();
            case STALE -> {
                hits.increment();
                stale.increment();
            }
            case MISS -> misses.increment();
            case REFRESH, BYPASS -> {}
        }
        if (wasJoined) {
            joined.increment();
        }
    }

    double hits() {
        return hits.sum();
    }

    double misses() {
        return misses.sum();
    }

    /** What it holds and did. */
    public CacheReading reading() {
        Holding holding = held.holding();
        return new CacheReading(
                holding.entries(),
                holding.bytes(),
                holding.most(),
                hits.sum(),
                misses.sum(),
                stale.sum(),
                joined.sum(),
                flights.size());
    }

    /** Those that were given most. */
    public List<CacheEntry> top(int most) {
        long now = now();
        return answers.asMap().entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<CacheKey, CachedAnswer> it) ->
                                it.getValue().hits().sum())
                        .reversed()
                        .thenComparing(it -> it.getKey().digest()))
                .limit(most)
                .map(it -> CacheEntry.of(it.getKey(), it.getValue(), now))
                .toList();
    }

    /**
     * Takes answers out, of what is under way at the moment as well.
     *
     * @param patience how long to wait until that is known on disk and to other replicas, too
     * @return how many were in memory
     */
    public long remove(CacheSelection selection, Duration patience) {
        flights.forEach((key, flight) -> {
            if (selection.holds(key)) {
                flight.forget();
            }
        });
        CompletableFuture<Void> saved = lower.forget(selection);
        long removed = answers.asMap().keySet().stream()
                .filter(selection::holds)
                .filter(key -> answers.asMap().remove(key) != null)
                .count();
        LowerTiers.await(saved, patience);
        return removed;
    }

    /** What the tiers below memory hold and did, by their names. */
    public Map<String, TierReading> tiers() {
        return lower.tiers().readings();
    }

    @Override
    public List<Holding> holdings() {
        return List.of(held.holding());
    }

    @Override
    public void keep(double share) {
        held.keep(share);
    }
}
