package dev.serai.limits;

import com.github.benmanes.caffeine.cache.Cache;
import dev.serai.time.HotCache;
import dev.serai.wire.Glob;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The buckets that one request takes from and the places that it needs. */
final class Demand {

    /** Patterns compiled: the limits themselves are data. */
    private static final Cache<String, Glob> GLOBS =
            HotCache.builder().maximumSize(10_000).build();

    private final List<Meter> meters = new ArrayList<>(4);
    private final List<ConcurrencyLimit> concurrencyLimits = new ArrayList<>(2);

    private Demand() {}

    /**
     * Finds what applies, or gives null where nothing does.
     *
     * @param models the names of what is asked for
     */
    static Demand of(List<Subject> subjects, String... models) {
        Demand demand = null;
        for (Subject subject : subjects) {
            if (subject.hasLimits()) {
                demand = demand == null ? new Demand() : demand;
                demand.meters.addAll(subject.meters());
                demand.concurrencyLimits.addAll(subject.concurrencyLimits());
                demand.addModels(subject, models);
            }
        }
        return demand;
    }

    /** What applies to a model alone. */
    static Demand ofModels(List<Subject> subjects, String model) {
        Demand demand = new Demand();
        subjects.forEach(subject -> demand.addModels(subject, model));
        return demand;
    }

    /** What of it is not held yet. */
    Demand without(Admission held) {
        meters.removeIf(held::holds);
        concurrencyLimits.removeIf(held::holds);
        return this;
    }

    boolean isEmpty() {
        return meters.isEmpty() && concurrencyLimits.isEmpty();
    }

    List<Meter> meters() {
        return meters;
    }

    List<ConcurrencyLimit> concurrencyLimits() {
        return concurrencyLimits;
    }

    private void addModels(Subject subject, String... models) {
        if (subject.limits().models().isEmpty()) {
            return;
        }
        Set<String> names = new LinkedHashSet<>();
        for (String model : models) {
            if (model != null) {
                ModelNames.addTo(names, model);
            }
        }
        subject.limits().models().forEach((pattern, limits) -> {
            Glob glob = GLOBS.get(pattern, written -> Glob.of(ModelNames.plain(written)));
            if (names.stream().anyMatch(glob::matches)) {
                limits.count(subject.keyFor(pattern), meters, concurrencyLimits);
            }
        });
    }
}
