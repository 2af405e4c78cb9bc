package dev.serai.tiers;

import dev.serai.access.MasterKeys;
import dev.serai.memory.Holder;
import dev.serai.memory.Holding;
import dev.serai.redis.RedisLink;
import dev.serai.time.Heap;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
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

    /** Of what writes; who asks has a patience of its own. */
    private static final Duration REDIS_TIMEOUT = Duration.ofSeconds(1);

    /** The share of the heap that entries may take that wait to be written to one tier. */
    private static final int OF_HEAP = 32;

    private final List<Tier> tiers;
    private final AtomicLong forgotten = new AtomicLong();

    private Tiers(List<Tier> tiers) {
        this.tiers = tiers;
    }

    /** Those that are set, at work. */
    public static Tiers of(TierSettings settings, MasterKeys keys, Clock clock, MeterRegistry meters) {
        long waiting = Heap.mostBytes() / OF_HEAP;
        List<Tier> tiers = new ArrayList<>();
        if (settings.hasDisk()) {
            DiskFile file = new DiskFile(settings.folder().resolve("answers.cache"), "");
            long most = settings.disk().toBytes();
            DiskTier disk = new DiskTier(file, most, waiting, TierCounts.of("disk", meters), clock);
            Gauge.builder("serai.cache.disk", disk, it -> it.reading().bytes())
                    .description("What the file of kept answers takes")
                    .baseUnit("bytes")
                    .register(meters);
            tiers.add(disk);
        }
        if (settings.hasRedis()) {
            RedisLink link = new RedisLink(settings.redisUrl(), REDIS_TIMEOUT, meters);
            Seal seal = keys.isEmpty() ? Seal.NONE : new KeySeal(keys);
            int largest =
                    (int) Math.min(Integer.MAX_VALUE / 2, settings.largest().toBytes());
            TierCounts counts = TierCounts.of("redis", meters);
            tiers.add(new RedisTier(link, settings.redisPatience(), largest, waiting, seal, counts, clock));
        }
        tiers.forEach(Tier::start);
        return new Tiers(tiers);
    }

    /** All, in the order in which they are asked. */
    List<Tier> all() {
        return tiers;
    }

    /** Whether there is any. */
    public boolean isEmpty() {
        return tiers.isEmpty();
    }

    /** The entry of a key, which is kept by the nearer tiers, too, from now on; null if there is none. */
    public TierEntry find(TierKey key) {
        for (int i = 0; i < tiers.size(); i++) {
            TierEntry found = tiers.get(i).find(key);
            if (found != null) {
                tiers.subList(0, i)
                        .forEach(it -> it.keep(
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
                tiers.stream().map(it -> it.forget(chosen)).toArray(CompletableFuture<?>[]::new));
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
