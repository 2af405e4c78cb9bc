package dev.serai.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.serai.memory.Holder;
import dev.serai.memory.Holding;
import dev.serai.memory.Shrinkable;
import dev.serai.resources.CacheReading;
import dev.serai.tiers.TierReading;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Answers in memory, within the bytes that they may take, each for its own time; and who asks for one right now, so that
 * those who ask the same wait for it.
 */
public final class AnswerCache implements Holder, Shrinkable {

    private final MemoryTier memory;
    private final Flights flights = new Flights();
    private final Ticker ticker;
    private final CacheSettings settings;
    private final LowerTiers lower;
    private final CacheCounts counts;

    /** Keeps nothing yet. */
    AnswerCache(CacheSettings settings, CacheCounts counts, Ticker ticker, LowerTiers lower) {
        this.settings = settings;
        this.counts = counts;
        this.ticker = ticker;
        this.lower = lower;
        this.memory = new MemoryTier(settings, ticker, lower::evicted);
    }

    CacheSettings settings() {
        return settings;
    }

    Flights flights() {
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
        return find(asking.key(), asking.standing());
    }

    /** The same for another request of the same kind. */
    CachedAnswer find(CacheKey key, Standing standing) {
        return memory.find(key, standing);
    }

    /** The same, with those that have left memory and are in a lower tier: it may take milliseconds. */
    CachedAnswer recall(Asking asking) {
        CachedAnswer found = find(asking);
        return found == null ? lower.find(asking, memory::put, this::forgets) : found;
    }

    /**
     * Keeps what came of a request, unless it is too large or cut short, and gives it to those who wait for it.
     *
     * @param answer null where nothing came that could be given to anybody else
     */
    void lands(Asking asking, CachedAnswer answer) {
        Flight flight = asking.flight();
        if (answer != null
                && !flight.isForgotten()
                && answer.length() <= settings.largest().toBytes()
                && !CutShort.is(answer.chat())) {
            keep(asking.key(), answer);
            if (flight.isForgotten()) { // meanwhile
                forgets(asking.key(), answer);
            }
        }
        ends(asking, answer);
    }

    /** Takes out what came in while it was to be forgotten. */
    private void forgets(CacheKey key, CachedAnswer answer) {
        var unused = lower.forget(new CacheSelection(null, null, key.digest(), null));
        memory.remove(key, answer.standing());
    }

    /** Gives an answer to those who wait for it; null where there is none. */
    void ends(Asking asking, CachedAnswer answer) {
        Flight flight = asking.flight();
        if (flight != null) {
            flights.ended(asking.key(), flight);
            flight.ends(answer);
        }
    }

    void keep(CacheKey key, CachedAnswer answer) {
        memory.put(key, answer);
        lower.keep(key, answer);
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
            readings.put(category, counts.reading(category, holding, flights.of(category)));
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

    /**
     * Takes answers out, of what is under way at the moment as well.
     *
     * @param patience how long to wait until that is known on disk and to other replicas, too
     * @return how many were in memory
     */
    public long remove(CacheSelection selection, Duration patience) {
        flights.forget(selection);
        long removed = removeIf(it -> selection.holds(it.getKey(), it.getValue().standing()));
        CompletableFuture<Void> saved = lower.forget(selection);
        removed += removeIf(it -> selection.holds(it.getKey(), it.getValue().standing())); // back from a lower tier
        LowerTiers.await(saved, patience);
        return removed;
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

    /** What the tiers below memory hold and did, by their names. */
    public Map<String, TierReading> tiers() {
        return lower.tiers().readings();
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
