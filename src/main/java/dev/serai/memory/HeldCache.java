package dev.serai.memory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Policy;
import java.util.List;
import java.util.OptionalLong;

/** A bounded cache that is watched, and gives way where memory is short: what it forgets is made again. */
public final class HeldCache implements Holder, Shrinkable {

    private final String name;
    private final Cache<?, ?> cache;
    private final Policy.Eviction<?, ?> eviction;
    private final long most;

    /**
     * Takes a cache that has its bound.
     *
     * @param name as {@link Holding} has it
     * @throws IllegalArgumentException if it has none
     */
    public HeldCache(String name, Cache<?, ?> cache) {
        this.name = name;
        this.cache = cache;
        this.eviction = cache.policy()
                .eviction()
                .orElseThrow(() -> new IllegalArgumentException("The cache " + name + " has no bound"));
        this.most = eviction.getMaximum();
    }

    /** How much it holds, in bytes where it is bounded by them. */
    public Holding holding() {
        OptionalLong bytes = eviction.weightedSize();
        return bytes.isPresent()
                ? Holding.boundedBytes(name, cache.estimatedSize(), bytes.getAsLong(), most)
                : Holding.bounded(name, cache.estimatedSize(), most);
    }

    @Override
    public List<Holding> holdings() {
        return List.of(holding());
    }

    @Override
    public void keep(double share) {
        eviction.setMaximum(share >= 1 ? most : Math.max(1, (long) (most * share)));
        cache.cleanUp(); // now, not with the next look-up
    }
}
