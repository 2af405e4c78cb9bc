package dev.serai.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.serai.memory.Holder;
import dev.serai.memory.Holding;
import dev.serai.memory.Shrinkable;
import dev.serai.resources.CacheReading;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Answers in memory, within the bytes that they may take, each for its own time; and who asks for one right now, so that
 * those who ask the same wait for it.
 */
public final class AnswerCache implements Holder, Shrinkable {

    private final MemoryTier memory;
    private final Map<CacheKey, Flight> flights = new ConcurrentHashMap<>();
    private final Ticker ticker;
    private final CacheSettings settings;
    private final CacheCounts counts;

    /** Keeps nothing yet. */
    AnswerCache(CacheSettings settings, CacheCounts counts, Ticker ticker) {
        this.settings = settings;
        this.counts = counts;
        this.ticker = ticker;
        this.memory = new MemoryTier(settings, ticker);
    }

    CacheSettings settings() {
        return settings;
    }

    Map<CacheKey, Flight> flights() {
        return flights;
    }

    CacheCounts counts() {
        return counts;
    }

    long now() {
        return ticker.read();
    }

    /** An answer, be it out of date; null if there is none. */
    CachedAnswer find(Asking asking) {
        return memory.find(asking.key(), asking.standing());
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
            keep(asking.key(), answer);
        }
        if (flight != null) {
            flights.remove(asking.key(), flight);
            flight.ends(answer);
        }
    }

    void keep(CacheKey key, CachedAnswer answer) {
        memory.put(key, answer);
    }

    /** All that is kept. */
    Stream<Map.Entry<CacheKey, CachedAnswer>> entries() {
        return memory.entries();
    }

    /** What it holds and did, by category. */
    public Map<String, CacheReading> readings() {
        Map<String, CacheReading> readings = new TreeMap<>();
        counts.categories().forEach(category -> {
            Holding holding = memory.holding(category);
            long underWay = flights.values().stream()
                    .filter(flight -> flight.standing().category().equals(category))
                    .count();
            readings.put(category, counts.reading(category, holding, underWay));
        });
        return readings;
    }

    /** Those that were given most. */
    public List<CacheEntry> top(int most) {
        long now = now();
        return memory.entries()
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
            if (selection.holds(key, flight.standing())) {
                flight.forget();
            }
        });
        return removeIf(it -> selection.holds(it.getKey(), it.getValue().standing()));
    }

    /** Takes out what other files have made than those that make answers by now; gives how much. */
    long removeUnless(String files) {
        long dropped = removeIf(it -> !it.getValue().standing().under().files().equals(files));
        counts.dropped(dropped);
        return dropped;
    }

    private long removeIf(Predicate<Map.Entry<CacheKey, CachedAnswer>> which) {
        return memory.entries()
                .filter(which)
                .filter(it -> memory.remove(it.getKey(), it.getValue().standing()))
                .count();
    }

    @Override
    public List<Holding> holdings() {
        return List.of(memory.holding());
    }

    @Override
    public void keep(double share) {
        memory.keep(share);
    }
}
