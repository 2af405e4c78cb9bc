package dev.serai.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.serai.memory.Holding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Answers in memory, together within their bytes. Those of one category and priority are a part, out of which those go that
 * are asked for least and longest ago. Parts take room of each other where there is need of it: each step of priority is
 * worth twice the room, and what one part does not need is another's.
 */
final class MemoryTier {

    /** Room is moved in pieces, so that parts that are as large as they should be stay so. */
    private static final int PIECES = 64;

    private final long bytes;
    private final long piece;
    private final CacheSettings settings;
    private final Ticker ticker;
    private final BiConsumer<CacheKey, CachedAnswer> evicted;
    private final Map<MemoryPart.Name, MemoryPart> parts = new ConcurrentHashMap<>();
    private double share = 1;

    /**
     * Keeps nothing yet.
     *
     * @param evicted is told what has to go for others
     */
    MemoryTier(CacheSettings settings, Ticker ticker, BiConsumer<CacheKey, CachedAnswer> evicted) {
        this.evicted = evicted;
        this.bytes = settings.bytes();
        this.piece = Math.max(1, bytes / PIECES);
        this.settings = settings;
        this.ticker = ticker;
    }

    /** An answer, be it out of date; null if there is none. */
    CachedAnswer find(CacheKey key, Standing standing) {
        MemoryPart part = parts.get(MemoryPart.Name.of(standing));
        return part == null ? null : part.answers().getIfPresent(key);
    }

    /** Keeps one. */
    void put(CacheKey key, CachedAnswer answer) {
        MemoryPart part = parts.computeIfAbsent(
                MemoryPart.Name.of(answer.standing()), name -> new MemoryPart(name, ticker, evicted));
        long weight = answer.weight();
        if (part.used() + weight > part.most()) {
            makeRoom(part, weight);
        }
        part.answers().put(key, answer);
    }

    /** Finds room beside others for what is to come into a part; what is not found, it makes in itself. */
    private synchronized void makeRoom(MemoryPart part, long weight) {
        boolean moved = true;
        while (moved && part.used() + weight > part.most()) {
            long left = ofCategory(part) - sum(parts.values().stream().filter(it -> it.isOf(part)));
            moved = left > 0 ? takeFree(part, left) || take(part, left, it -> true) : take(part, piece, part::isOf);
        }
    }

    private boolean takeFree(MemoryPart part, long most) {
        long free = Math.min(bytes - sum(parts.values().stream()), Math.min(piece, most));
        if (free > 0) {
            part.grow(free, share);
        }
        return free > 0;
    }

    /** Takes some of another one that has no use for it, or else of the one that has most beyond its due. */
    private boolean take(MemoryPart part, long most, Predicate<MemoryPart> from) {
        long wanted = Math.min(piece, most);
        long own = Math.max(0, part.beyond(due(part, part)));
        MemoryPart giver = parts.values().stream()
                .filter(it -> !it.is(part) && from.test(it))
                .filter(it -> it.idle(piece) > 0 || it.beyond(due(it, part)) > own + wanted)
                .max(Comparator.comparingLong(it -> room(it, part)))
                .orElse(null);
        if (giver == null) {
            return false;
        }
        long given = Math.min(wanted, giver.idle(piece) > 0 ? giver.idle(piece) : giver.most());
        giver.grow(-given, share);
        part.grow(given, share);
        return true;
    }

    private long room(MemoryPart giver, MemoryPart taker) {
        long idle = giver.idle(piece);
        return idle > 0 ? bytes + idle : giver.beyond(due(giver, taker));
    }

    /** What a part may keep where all want more that have anything, or ask for room. */
    private long due(MemoryPart part, MemoryPart asking) {
        double all = parts.values().stream()
                .filter(it -> it.used() > 0 || it.is(asking) || it.is(part))
                .mapToDouble(MemoryPart::worth)
                .sum();
        return (long) (bytes * part.worth() / all);
    }

    /** What all parts of a category may have. */
    private long ofCategory(MemoryPart part) {
        return (long) (bytes * settings.category(part.name().category()).share());
    }

    private static long sum(Stream<MemoryPart> some) {
        return some.mapToLong(MemoryPart::most).sum();
    }

    /** All that is kept. */
    Stream<Map.Entry<CacheKey, CachedAnswer>> entries() {
        return parts.values().stream().flatMap(part -> part.answers().asMap().entrySet().stream());
    }

    /** Takes one out; gives whether it was there. */
    boolean remove(CacheKey key, Standing standing) {
        MemoryPart part = parts.get(MemoryPart.Name.of(standing));
        return part != null && part.answers().asMap().remove(key) != null;
    }

    /** What there is of a category. */
    Holding holding(String category) {
        List<MemoryPart> some = parts.values().stream()
                .filter(part -> part.name().category().equals(category))
                .toList();
        return Holding.boundedBytes(
                "answer-cache",
                some.stream().mapToLong(it -> it.answers().estimatedSize()).sum(),
                some.stream().mapToLong(MemoryPart::used).sum(),
                (long) (bytes * settings.category(category).share()));
    }

    /** What there is. */
    Holding holding() {
        List<MemoryPart> all = new ArrayList<>(parts.values());
        return Holding.boundedBytes(
                "answer-cache",
                all.stream().mapToLong(it -> it.answers().estimatedSize()).sum(),
                all.stream().mapToLong(MemoryPart::used).sum(),
                bytes);
    }

    /** Holds no more than this share of what it may, from now on. */
    synchronized void keep(double ofAll) {
        share = ofAll;
        parts.values().forEach(it -> it.grow(0, share));
    }
}
