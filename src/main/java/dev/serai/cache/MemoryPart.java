package dev.serai.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Policy;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.serai.time.HotCache;
import java.util.function.BiConsumer;

/** Answers of one category and priority, by recency and frequency (W-TinyLFU), within the room that they have for now. */
final class MemoryPart {

    /** Which one. */
    record Name(String category, int priority) {

        static Name of(Standing standing) {
            return new Name(standing.category(), standing.priority());
        }
    }

    private final Name name;
    private final Cache<CacheKey, CachedAnswer> answers;
    private final Policy.Eviction<CacheKey, CachedAnswer> eviction;
    private volatile long most;

    /**
     * Begins without any room.
     *
     * @param evicted is told what has to go for others
     */
    MemoryPart(Name name, Ticker ticker, BiConsumer<CacheKey, CachedAnswer> evicted) {
        this.name = name;
        this.answers = HotCache.builder()
                .ticker(ticker)
                .maximumWeight(0)
                .<CacheKey, CachedAnswer>weigher((key, answer) -> answer.weight())
                .expireAfter(new KeptTime())
                .evictionListener((key, answer, cause) -> {
                    if (cause == RemovalCause.SIZE) {
                        evicted.accept(key, answer);
                    }
                })
                .build();
        this.eviction = answers.policy().eviction().orElseThrow();
    }

    Name name() {
        return name;
    }

    Cache<CacheKey, CachedAnswer> answers() {
        return answers;
    }

    boolean is(MemoryPart other) {
        return name.equals(other.name);
    }

    boolean isOf(MemoryPart other) {
        return name.category().equals(other.name.category());
    }

    /** How much of what is there for all it is worth. */
    double worth() {
        return 1 << name.priority();
    }

    long used() {
        return eviction.weightedSize().orElse(0);
    }

    /** What it may have. */
    long most() {
        return most;
    }

    /** What of that it has no use for: less than this counts as none. */
    long idle(long least) {
        long idle = most - used();
        return idle < least ? 0 : idle;
    }

    /** How much more it has than this. */
    long beyond(long due) {
        return most - due;
    }

    /** Has more room, or less, from now on. */
    void grow(long more, double share) {
        long then = most + more;
        eviction.setMaximum((long) (then * share));
        most = then; // who sees it puts something in
        answers.cleanUp();
    }
}
