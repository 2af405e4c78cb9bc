package dev.serai.semantic;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.serai.memory.HeldCache;
import dev.serai.memory.Holder;
import dev.serai.memory.Holding;
import dev.serai.memory.Shrinkable;
import dev.serai.time.HotCache;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * Prompts that were asked, of each tenant apart, within the bytes that all may take, and those of one tenant: a quarter of
 * them, and a number.
 *
 * @param <K> of keys of answers
 */
public final class Neighbours<K> implements Holder, Shrinkable {

    private static final int SHARE_OF_ONE = 4;

    private final Cache<String, Neighbourhood<K>> tenants;
    private final HeldCache held;
    private final Ticker ticker;
    private final SemanticSettings settings;
    private volatile long mostOfOne;

    /** Holds nothing yet. */
    public Neighbours(SemanticSettings settings, Ticker ticker) {
        this.settings = settings;
        this.ticker = ticker;
        this.mostOfOne = settings.bytes() / SHARE_OF_ONE;
        this.tenants = HotCache.builder()
                .ticker(ticker)
                .maximumWeight(settings.bytes())
                .<String, Neighbourhood<K>>weigher((tenant, its) -> (int) Math.min(Integer.MAX_VALUE, its.weight()))
                .expireAfterAccess(settings.longest())
                .build();
        this.held = new HeldCache("semantic-cache", tenants);
    }

    /** Adds a prompt to those of its gist; gives those that were there. */
    List<Neighbour<K>> visit(Place place, K key, String text) {
        long now = ticker.read();
        @SuppressWarnings({"unchecked", "rawtypes"})
        List<Neighbour<K>>[] found = new List[] {List.of()};
        change(place.tenant(), its -> {
            found[0] = its.of(place.group());
            its.add(place.group(), new Neighbour<>(place.owner(), key, text, null, now));
            bound(its);
        });
        return found[0];
    }

    /** Notes vectors that were made of prompts of one gist. */
    void learn(Place place, Map<K, Embedding> made) {
        change(place.tenant(), its -> {
            its.learn(place.group(), made);
            bound(its);
        });
    }

    private void bound(Neighbourhood<K> its) {
        its.bound(
                mostOfOne,
                settings.entries(),
                ticker.read() - settings.longest().toNanos());
    }

    /** Weighs it anew, too. */
    private void change(String tenant, Consumer<Neighbourhood<K>> change) {
        tenants.asMap().compute(tenant, (name, its) -> {
            Neighbourhood<K> changed = its == null ? new Neighbourhood<>() : its;
            change.accept(changed);
            return changed;
        });
    }

    /** Forgets the prompts that are meant, by who asked them and by their keys. */
    public void remove(BiPredicate<String, K> meant) {
        for (String tenant : tenants.asMap().keySet()) {
            tenants.asMap().computeIfPresent(tenant, (name, its) -> {
                its.remove(it -> meant.test(it.owner(), it.key()));
                return its.size() == 0 ? null : its;
            });
        }
    }

    /** How many prompts it holds. */
    public long size() {
        return tenants.asMap().values().stream().mapToLong(Neighbourhood::size).sum();
    }

    /** How much it holds. */
    public Holding holding() {
        Holding whole = held.holding();
        return Holding.boundedBytes(whole.name(), size(), whole.bytes(), whole.most());
    }

    @Override
    public List<Holding> holdings() {
        return List.of(holding());
    }

    @Override
    public void keep(double share) {
        mostOfOne = (long) (settings.bytes() * share) / SHARE_OF_ONE;
        for (String tenant : tenants.asMap().keySet()) {
            change(tenant, this::bound);
        }
        held.keep(share);
    }
}
