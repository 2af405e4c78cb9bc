package dev.serai.condensing;

import com.github.benmanes.caffeine.cache.Cache;
import dev.serai.call.Call;
import dev.serai.memory.HeldCache;
import dev.serai.memory.Holder;
import dev.serai.memory.Holding;
import dev.serai.memory.Shrinkable;
import dev.serai.time.HotCache;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Summaries in memory, bounded in bytes. */
final class RememberedSummaries implements Summaries, Holder, Shrinkable {

    /** What an entry takes beside its text. */
    private static final int ENTRY = 300;

    /** Who has waited in vain so often makes it by itself: others may have left, or have no budget. */
    private static final int PATIENCE = 2;

    private final Cache<String, String> kept;
    private final HeldCache held;
    private final Map<String, CompletableFuture<String>> underWay = new ConcurrentHashMap<>();

    /**
     * Sets their bounds.
     *
     * @param bytes that all may take
     * @param unused for how long one is kept that nobody asks for
     */
    RememberedSummaries(long bytes, Duration unused) {
        kept = HotCache.builder()
                .maximumWeight(bytes)
                .weigher((String digest, String summary) -> ENTRY + 2 * summary.length())
                .expireAfterAccess(unused)
                .recordStats()
                .build();
        held = new HeldCache("summaries", kept);
    }

    Cache<String, String> cache() {
        return kept;
    }

    @Override
    public String known(String digest) {
        return kept.getIfPresent(digest);
    }

    @Override
    public String get(String digest, Call call, Supplier<String> making) {
        for (int i = 0; i < PATIENCE; i++) {
            CompletableFuture<String> own = new CompletableFuture<>();
            CompletableFuture<String> other = underWay.putIfAbsent(digest, own);
            if (other == null) {
                return make(digest, own, making);
            }
            String made = call.waiting().await(other);
            call.requireClient();
            if (made != null) {
                return made;
            }
        }
        return make(digest, new CompletableFuture<>(), making);
    }

    private String make(String digest, CompletableFuture<String> promise, Supplier<String> making) {
        try {
            String summary = kept.asMap().get(digest); // made since it was looked up: no look-up of its own
            if (summary == null) {
                summary = making.get();
                kept.put(digest, summary);
            }
            promise.complete(summary);
            return summary;
        } finally {
            underWay.remove(digest, promise);
            promise.complete(null); // where it failed
        }
    }

    @Override
    public List<Holding> holdings() {
        return List.of(held.holding(), Holding.ofRequests("summaries-under-way", underWay.size(), 1));
    }

    @Override
    public void keep(double share) {
        held.keep(share);
    }
}
