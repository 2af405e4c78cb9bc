package dev.serai.cache;

import dev.serai.memory.Holding;
import dev.serai.resources.CacheMeters;
import dev.serai.resources.CacheReading;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What became of look-ups, by category: those that anybody has named, up to a number. */
final class CacheCounts {

    /** What became of those of one. */
    private static final class Counts {
        private final LongAdder hits = new LongAdder();
        private final LongAdder misses = new LongAdder();
        private final LongAdder stale = new LongAdder();
        private final LongAdder joined = new LongAdder();
    }

    /** Files may name others after each reload, and series stay. */
    private static final int MOST = 2 * AnswerCategory.MOST;

    private final MeterRegistry meters;
    private final LongAdder dropped = new LongAdder();
    private final Map<String, Counts> counts = new ConcurrentHashMap<>();

    CacheCounts(MeterRegistry meters) {
        this.meters = meters;
        FunctionCounter.builder("serai.cache.dropped", dropped, LongAdder::sum)
                .description("Answers that were kept, and that nobody may be given any more")
                .tag("reason", "files")
                .register(meters);
        known(AnswerCategory.RESPONSES);
    }

    /** A category as it counts: where there are too many already, that of all answers. */
    String known(String category) {
        if (counts.containsKey(category)) {
            return category;
        }
        if (counts.size() >= MOST) {
            return AnswerCategory.RESPONSES;
        }
        counts.computeIfAbsent(category, this::shown);
        return category;
    }

    private Counts shown(String category) {
        Counts shown = new Counts();
        CacheMeters.show(meters, category, shown, it -> it.hits.sum(), it -> it.misses.sum());
        return shown;
    }

    Set<String> categories() {
        return Set.copyOf(counts.keySet());
    }

    /** Counts what became of a look-up. */
    void count(String category, CacheStatus status, boolean wasJoined) {
        Counts its = counts.get(category);
        switch (status) {
            case HIT -> its.hits.increment();
            case STALE -> {
                its.hits.increment();
                its.stale.increment();
            }
            case MISS -> its.misses.increment();
            case REFRESH, BYPASS -> {}
        }
        if (wasJoined) {
            its.joined.increment();
        }
    }

    /** Counts answers that were made by files which are others now. */
    void dropped(long answers) {
        dropped.add(answers);
    }

    /** All that is known of one. */
    CacheReading reading(String category, Holding holding, long underWay) {
        Counts its = counts.get(category);
        return new CacheReading(
                holding.entries(),
                holding.bytes(),
                holding.most(),
                its.hits.sum(),
                its.misses.sum(),
                its.stale.sum(),
                its.joined.sum(),
                underWay);
    }
}
