package dev.serai.balancing;

import com.github.benmanes.caffeine.cache.Cache;
import dev.serai.breakers.Breaker;
import dev.serai.breakers.Breakers;
import dev.serai.call.Target;
import dev.serai.memory.HeldCache;
import dev.serai.memory.Holder;
import dev.serai.memory.Holding;
import dev.serai.memory.KeepsByName;
import dev.serai.memory.NamesInUse;
import dev.serai.memory.Shrinkable;
import dev.serai.time.HotCache;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * What is known of each target. It outlives generations: a reload must not forget which target is slow or at its limit. What
 * a file names is forgotten with the last generation that has the name.
 *
 * <p>Callers can make up more names of models than may be kept: what no file names has little, is shown in no metric, and
 * is forgotten where others are asked more.
 */
public final class Loads implements KeepsByName, Holder, Shrinkable {

    private static final int LISTED = 10_000;
    /** Each some 5 kB, most of it its breaker's window. */
    private static final int UNLISTED = 2000;
    /** No vendor's name is longer. What is known of such a one is forgotten at once. */
    private static final int LONGEST_KEY = 400;

    private final LongSupplier nanos;
    private final Breakers breakers;
    private final Cache<String, Load> listed =
            HotCache.builder().maximumSize(LISTED).build();
    private final Cache<String, Load> unlisted =
            HotCache.builder().maximumSize(UNLISTED).build();
    private final HeldCache forgettable = new HeldCache("targets-unlisted", unlisted);
    private final Map<String, SavedStreams> streams = new ConcurrentHashMap<>();

    /**
     * Knows nothing yet.
     *
     * @param nanos the clock: {@link System#nanoTime}
     * @param breakers null for none
     */
    public Loads(LongSupplier nanos, Breakers breakers) {
        this.nanos = nanos;
        this.breakers = breakers;
    }

    /** What is known of a step that is no target, or of a target that files name, by its id; the same for all who ask. */
    public Load of(String key) {
        return listed.get(key, name -> new Load(name, nanos, Breaker.NONE, Breaker.NONE, this::unlisted));
    }

    /** The streams of a balancer, by its name in files: what was counted of it before a reload, too. */
    SavedStreams streamsOf(String balancer) {
        return streams.computeIfAbsent(balancer, name -> new SavedStreams());
    }

    /** The streams of all balancers. */
    Collection<SavedStreams> streams() {
        return streams.values();
    }

    /** The same of a target that a file names. */
    Load named(Target target) {
        return breakers == null ? of(target.id()) : listed.get(target.id(), id -> load(id, breakers.ofTarget(id)));
    }

    /** The same of any target. */
    public Load of(Target target) {
        String id = target.id();
        Load known = listed.getIfPresent(id);
        return known == null ? unlisted(id) : known;
    }

    private Load unlisted(String id) {
        return id.length() > LONGEST_KEY
                ? new Load(id, nanos, Breaker.NONE, provider(id), this::unlisted)
                : unlisted.get(id, it -> load(it, breakers == null ? Breaker.NONE : breakers.unlisted(it)));
    }

    private Load load(String id, Breaker breaker) {
        return new Load(id, nanos, breaker, provider(id), this::unlisted);
    }

    private Breaker provider(String id) {
        return breakers == null ? Breaker.NONE : breakers.ofProvider(id.substring(0, id.indexOf('/')));
    }

    /** Breakers of targets that no file names, but that have answered or are left alone. */
    public List<Breakers.Reading> unlisted() {
        return unlisted.asMap().values().stream()
                .filter(load -> load.lastLatency() > 0)
                .map(load -> Breakers.Reading.of(load.breaker()))
                .toList();
    }

    @Override
    public void retain(NamesInUse names) {
        listed.asMap()
                .entrySet()
                .removeIf(it -> !names.havePlace(it.getKey())
                        && !names.haveTarget(it.getKey())
                        && !it.getValue().breaker().isNamedBy(names));
        unlisted.asMap().keySet().removeIf(id -> !names.haveProvider(id)); // another breaker will be its provider's
        streams.keySet().removeIf(balancer -> !names.havePlace(balancer));
    }

    @Override
    public List<Holding> holdings() {
        return List.of(
                Holding.bounded("targets", listed.estimatedSize(), LISTED),
                forgettable.holding(),
                Holding.unbounded("balancers", streams.size()));
    }

    /** What no file names is forgotten. */
    @Override
    public void keep(double share) {
        forgettable.keep(share);
    }

    /** Shows one of these from now on, and keeps it. */
    public void list(String id) {
        Load known = unlisted.getIfPresent(id);
        if (known != null) {
            listed.put(id, known);
            breakers.list(known.breaker());
            unlisted.invalidate(id);
        }
    }
}
