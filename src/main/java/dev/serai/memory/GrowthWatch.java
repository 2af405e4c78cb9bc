package dev.serai.memory;

import dev.serai.time.Recurring;
import dev.serai.time.Survival;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for leaks: compares what of ours is held with what was held hours ago, and what collections leave of the heap. What
 * has a bound is no leak below it, and what ends with requests is none as long as there are as many requests.
 */
public final class GrowthWatch extends Recurring {

    /** The name under which requests under way are counted. */
    public static final String REQUESTS = "requests";

    static final String HEAP = "heap";

    private static final Logger LOG = LoggerFactory.getLogger(GrowthWatch.class);
    private static final Duration SELDOM = Duration.ofSeconds(30);
    private static final Duration OFTEN = Duration.ofMillis(100);
    /** Names are constants of ours. */
    private static final int MOST_NAMES = 200;

    private static final long ENTRIES = 1000;
    private static final long OF_REQUESTS = 50;
    private static final long BYTES = 4 << 20;
    private static final int HEAP_PART = 20;

    private final Supplier<List<Holding>> holdings;
    private final Supplier<MemoryUsage> afterCollection;
    private final Supplier<Stream<MemoryListener>> listeners;
    private final Duration window;
    private final Map<String, Trend> trends = new LinkedHashMap<>();
    private volatile Map<String, Growth> grown = Map.of();
    private MemoryUsage lastLeft;
    private long unexplained;

    /**
     * Watches nothing yet.
     *
     * @param holdings what is held now
     * @param afterCollection what the last collection left, or null
     * @param listeners are told of each growth once
     * @param window how long something has to grow; zero for nobody looks
     */
    GrowthWatch(
            Supplier<List<Holding>> holdings,
            Supplier<MemoryUsage> afterCollection,
            Supplier<Stream<MemoryListener>> listeners,
            Duration window) {
        super("growth-watch");
        this.holdings = holdings;
        this.afterCollection = afterCollection;
        this.listeners = listeners;
        this.window = window;
    }

    @Override
    protected void begin() {
        if (!window.isZero()) {
            Duration pause = pause();
            every(pause, pause, () -> look(System.nanoTime()), e -> LOG.warn("What grows could not be looked at", e));
        }
    }

    /** Each part of the window is looked at twice at least. */
    private Duration pause() {
        Duration half = window.dividedBy(2L * Trend.PARTS);
        return half.compareTo(SELDOM) > 0 ? SELDOM : half.compareTo(OFTEN) < 0 ? OFTEN : half;
    }

    /** What has grown and has not given half of it back. */
    public List<Growth> grown() {
        return List.copyOf(grown.values());
    }

    void look(long nowNanos) {
        long part = Math.floorDiv(nowNanos, Math.max(1, window.toNanos() / Trend.PARTS));
        List<Holding> held = holdings.get();
        long underWay = held.stream()
                .filter(it -> it.name().equals(REQUESTS))
                .mapToLong(Holding::entries)
                .sum();
        List<Growth> news = new ArrayList<>();
        Map<String, Growth> still = new LinkedHashMap<>();
        for (Holding it : held) {
            if (!it.name().equals(REQUESTS)) {
                String unit = it.countsBytes() ? "bytes" : "entries";
                note(new Growth(it.name(), unit, 0, it.unexplained(underWay), window), part, floor(it), news, still);
            }
        }
        noteHeap(part, held, news, still);
        grown = still;
        news.forEach(growth -> tell(growth, still));
    }

    private static long floor(Holding it) {
        if (it.countsBytes()) {
            return BYTES;
        }
        return it.each() > 0 ? OF_REQUESTS : ENTRIES;
    }

    /**
     * Only a collection says what lives; without one since, it is what it was. What has a bound in bytes, as caches that
     * fill, explains its part of it.
     */
    private void noteHeap(long part, List<Holding> held, List<Growth> news, Map<String, Growth> still) {
        MemoryUsage left = afterCollection.get();
        if (left == null) {
            return;
        }
        if (lastLeft == null || lastLeft.getUsed() != left.getUsed()) {
            lastLeft = left;
            long explained = held.stream()
                    .filter(it -> it.countsBytes() && it.most() > 0)
                    .mapToLong(Holding::bytes)
                    .sum();
            unexplained = Math.max(0, left.getUsed() - explained);
        }
        long floor = Math.max(BYTES, left.getMax() / HEAP_PART);
        note(new Growth(HEAP, "bytes", 0, unexplained, window), part, floor, news, still);
    }

    private void note(Growth now, long part, long floor, List<Growth> news, Map<String, Growth> still) {
        Trend trend = trends.get(now.name());
        if (trend == null) {
            if (trends.size() >= MOST_NAMES) {
                return;
            }
            trend = new Trend();
            trends.put(now.name(), trend);
        }
        trend.note(part, now.to());
        Growth before = grown.get(now.name());
        if (trend.grows(floor)) {
            Growth growth = new Growth(now.name(), now.unit(), trend.quarter(0), trend.quarter(3), window);
            if (trend.isNews()) {
                news.add(growth);
            }
            still.put(now.name(), growth);
        } else if (before != null && trend.isTold()) {
            still.put(now.name(), before);
        }
    }

    private void tell(Growth growth, Map<String, Growth> all) {
        String beside = growth.name().equals(HEAP) && all.size() == 1
                ? "; nothing of what the gateway counts has grown with it: compare the histograms of two"
                        + " GET /manage/diagnostics"
                : "; if nobody has added as many, it leaks: please report it with GET /manage/diagnostics";
        LOG.warn(
                "{} grew from {} to {} {} within {} h, without a fall{}",
                growth.name(),
                growth.from(),
                growth.to(),
                growth.unit(),
                growth.window().toHours(),
                beside);
        listeners.get().forEach(it -> Survival.of("Telling of growth", () -> it.grew(growth)));
    }

    /** Ended before what it watches. */
    @Override
    public int getPhase() {
        return 5;
    }
}
