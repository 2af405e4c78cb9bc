package dev.serai.tiers;

import dev.serai.memory.Holder;
import dev.serai.memory.Holding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Where kept entries are besides memory: the local disk first, then what replicas share; none where nothing is set. Whatever
 * fails there costs what it would have given, and nothing else.
 */
public final class Tiers implements Holder, AutoCloseable {

    /** Where there is none. */
    public static final Tiers NONE = new Tiers(List.of());

    private final List<Tier> tiers;
    private final AtomicLong forgotten = new AtomicLong();

    /** Takes them in the order in which they are asked. */
    Tiers(List<Tier> tiers) {
        this.tiers = tiers;
    }

    /** Whether there is any. */
    public boolean isEmpty() {
        return tiers.isEmpty();
    }

    void start() {
        tiers.forEach(Tier::start);
    }

    /** The entry of a key, which is kept by the nearer tiers, too, from now on; null if there is none. */
    public TierEntry find(TierKey key) {
        for (int i = 0; i < tiers.size(); i++) {
            TierEntry found = tiers.get(i).find(key);
            if (found != null) {
                tiers.subList(0, i).forEach(it -> it.keep(
                        key, found.expires(), found.priority(), found.payload().length, found::payload));
                return found;
            }
        }
        return null;
    }

    /**
     * Keeps an entry, unless a tier is away or behind; waits for nothing.
     *
     * @param expires when it is gone, in milliseconds of the epoch
     * @param priority from 1, which goes first where there is no room, to 5
     * @param size bytes of the payload, about
     * @param payload makes it, on another thread
     */
    public void keep(TierKey key, long expires, int priority, long size, Supplier<byte[]> payload) {
        tiers.forEach(it -> it.keep(key, expires, priority, size, payload));
    }

    /** Notes that an entry is in use, though it was found in memory. */
    public void used(TierKey key) {
        tiers.forEach(it -> it.used(key));
    }

    /**
     * Gives nothing that is chosen, from now on.
     *
     * @return done when that outlives this process
     */
    public CompletableFuture<Void> forget(TierKey chosen) {
        forgotten.incrementAndGet();
        return CompletableFuture.allOf(
                tiers.stream().map(it -> it.forget(chosen)).toArray(CompletableFuture[]::new));
    }

    /** How often something was forgotten: who takes an entry into memory looks whether that was so meanwhile. */
    public long forgotten() {
        return forgotten.get();
    }

    /** What each holds and did, by its name. */
    public Map<String, TierReading> readings() {
        Map<String, TierReading> readings = new LinkedHashMap<>();
        tiers.forEach(it -> readings.put(it.name(), it.reading()));
        return readings;
    }

    /** Why any is away. */
    public Optional<String> trouble() {
        String troubles = readings().entrySet().stream()
                .filter(it -> it.getValue().trouble() != null)
                .map(it -> it.getKey() + ": " + it.getValue().trouble())
                .collect(Collectors.joining("; "));
        return troubles.isEmpty() ? Optional.empty() : Optional.of(troubles);
    }

    @Override
    public List<Holding> holdings() {
        return tiers.stream().map(Tier::waiting).toList();
    }

    @Override
    public void close() {
        tiers.forEach(Tier::close);
    }
}
