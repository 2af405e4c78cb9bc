package dev.serai.limits;

import com.github.benmanes.caffeine.cache.Cache;
import dev.serai.resilience.HotCache;
import dev.serai.wire.Glob;
import java.util.ArrayList;
import java.util.List;

/** The buckets that one request takes from and the places that it needs. */
final class Demand {

    /** Patterns compiled: the limits themselves are data. */
    private static final Cache<String, Glob> GLOBS =
            HotCache.builder().maximumSize(10_000).build();

    private final List<Meter> meters = new ArrayList<>(4);
    private final List<Place> places = new ArrayList<>(2);

    private Demand() {}

    /**
     * Finds what applies, or gives null where nothing does.
     *
     * @param model as the client asked, or null where it asked for none
     */
    static Demand of(List<Subject> subjects, String model) {
        Demand demand = null;
        for (Subject subject : subjects) {
            if (subject.hasLimits()) {
                demand = demand == null ? new Demand() : demand;
                demand.add(subject, model);
            }
        }
        return demand;
    }

    List<Meter> meters() {
        return meters;
    }

    List<Place> places() {
        return places;
    }

    private void add(Subject subject, String model) {
        meters.addAll(subject.meters());
        places.addAll(subject.places());
        if (model == null || subject.limits().models().isEmpty()) {
            return;
        }
        subject.limits().models().forEach((pattern, limits) -> {
            if (GLOBS.get(pattern, Glob::of).matches(model)) {
                limits.count(subject.keyFor(pattern), meters, places);
            }
        });
    }
}
