package dev.serai.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Meters of one name by what their labels say, each looked up in the registry once and kept: a look-up there costs ten times
 * what it takes to count. Where no more series may begin, those of a wider key count: a model's as those of all others, then
 * a provider's.
 */
final class Family<K, M> {

    private final Map<K, M> kept = new ConcurrentHashMap<>();
    private final SeriesBound bound;
    private final int series;
    private final UnaryOperator<K> wider;
    private final Function<K, M> meter;

    /**
     * Has none yet.
     *
     * @param series that one meter has
     * @param wider gives the key that counts for one that may not be told apart; the widest gives itself
     * @param meter registers one
     */
    Family(SeriesBound bound, int series, UnaryOperator<K> wider, Function<K, M> meter) {
        this.bound = bound;
        this.series = series;
        this.wider = wider;
        this.meter = meter;
    }

    /** The meter of a key, or of the nearest wider one. */
    M of(K key) {
        M known = kept.get(key);
        return known == null ? begin(key) : known;
    }

    private M begin(K key) {
        K wide = wider.apply(key);
        if (wide.equals(key)) {
            return kept.computeIfAbsent(key, it -> {
                bound.takeAnyway(series);
                return meter.apply(it);
            });
        }
        if (!bound.hasRoomFor(series)) {
            return of(wide);
        }
        M made = kept.computeIfAbsent(key, it -> bound.take(series) ? meter.apply(it) : null);
        return made == null ? of(wide) : made;
    }
}
