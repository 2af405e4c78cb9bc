package dev.serai.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.serai.memory.HeldCache;
import dev.serai.memory.Holder;
import dev.serai.memory.Holding;
import dev.serai.memory.Shrinkable;
import dev.serai.time.HotCache;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
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
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder stale = new LongAdder();
    private final LongAdder joined = new LongAdder();

    /** Keeps nothing yet. */
    AnswerCache(CacheSettings settings, Ticker ticker) {
        this.settings = settings;
        this.ticker = ticker;
        this.answers = HotCache.builder()
                .ticker(ticker)
                .maximumWeight(settings.bytes())
                .<CacheKey, CachedAnswer>weigher((key, answer) -> answer.weight())
                .expireAfter(new KeptTime())
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
        }
        if (flight != null) {
            flights.remove(asking.key(), flight);
            flight.ends(answer);
        }
    }

    /** Counts what became of a look-up. */
    void count(CacheStatus status, boolean wasJoined) {
        switch (status) {
            case HIT, SEMANTIC -> hits.increment();
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

    /** Takes answers out; gives how many. What is under way at the moment is not kept either. */
    public long remove(CacheSelection selection) {
        flights.forEach((key, flight) -> {
            if (selection.holds(key)) {
                flight.forget();
            }
        });
        return answers.asMap().keySet().stream()
                .filter(selection::holds)
                .filter(key -> answers.asMap().remove(key) != null)
                .count();
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
