package dev.serai.tiers;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * What was forgotten: choices, each with the time of a clock that counts what happens. An entry that is chosen and has no later
 * time is not there any more, wherever its bytes still are; so nothing has to be searched for when a project goes.
 */
final class Marks {

    private static final int MOST = 10_000;

    private final AtomicLong clock = new AtomicLong();
    private final Map<TierKey, Long> marks = new ConcurrentHashMap<>();
    private final Map<TierKey, CompletableFuture<Void>> unsaved = new ConcurrentHashMap<>();

    /** The time of something that is kept now. */
    long stamp() {
        return clock.incrementAndGet();
    }

    long now() {
        return clock.get();
    }

    /** Forgets; gives what is done when that is saved. */
    synchronized CompletableFuture<Void> forget(TierKey chosen) {
        TierKey what = marks.size() < MOST ? chosen : TierKey.ALL; // rather too much than too little
        CompletableFuture<Void> saved = unsaved.computeIfAbsent(what, it -> new CompletableFuture<>());
        marks.put(what, clock.incrementAndGet());
        if (what.equals(TierKey.ALL)) {
            marks.keySet().removeIf(it -> !it.equals(TierKey.ALL));
        }
        return saved;
    }

    /** Whether an entry is gone. */
    boolean hold(TierKey key, long stamp) {
        if (marks.isEmpty()) {
            return false;
        }
        for (TierKey choice : key.choices()) {
            Long mark = marks.get(choice);
            if (mark != null && stamp <= mark) {
                return true;
            }
        }
        return false;
    }

    boolean isEmpty() {
        return marks.isEmpty();
    }

    /** Takes over what was saved, to which all that is not saved yet is later. */
    synchronized void restore(long savedClock, Map<String, Long> saved) {
        clock.accumulateAndGet(savedClock, Math::max);
        saved.forEach((text, stamp) -> {
            clock.accumulateAndGet(stamp, Math::max);
            marks.merge(TierKey.parse(text), stamp, Math::max);
        });
        marks.replaceAll((choice, stamp) -> unsaved.containsKey(choice) ? clock.incrementAndGet() : stamp);
    }

    /** Whether something has to be saved. */
    boolean isUnsaved() {
        return !unsaved.isEmpty();
    }

    /**
     * Saves all there is.
     *
     * @param save gets them by their texts, and has them on disk when it returns
     */
    void save(Consumer<Map<String, Long>> save) {
        Map<TierKey, CompletableFuture<Void>> saving;
        Map<String, Long> texts = new HashMap<>();
        synchronized (this) {
            saving = new HashMap<>(unsaved);
            unsaved.clear();
            marks.forEach((choice, stamp) -> texts.put(choice.text(), stamp));
        }
        boolean saved = false;
        try {
            save.accept(texts);
            saved = true;
            saving.values().forEach(it -> it.complete(null));
        } finally {
            if (!saved) {
                saving.forEach(this::again);
            }
        }
    }

    private synchronized void again(TierKey choice, CompletableFuture<Void> saved) {
        CompletableFuture<Void> later = unsaved.putIfAbsent(choice, saved);
        if (later != null) {
            var unused = later.thenAccept(saved::complete);
        }
    }

    /** Drops those that nothing is left of. */
    synchronized void swept(long until) {
        marks.entrySet().removeIf(it -> it.getValue() <= until && !unsaved.containsKey(it.getKey()));
    }
}
