package dev.serai.metrics;

import dev.serai.wire.Ascii;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;

/**
 * What the label {@code model} says: a caller can ask for any name, and only those that somebody else vouches for are told
 * apart. Files and providers' lists do; an answer does, too, but a server that answers to any name shall not fill the page.
 */
final class ModelNames {

    private static final int LONGEST = 128;

    /** Series that a model takes, about. */
    private static final int SERIES = 100;

    /** The part of the series that is for models which have answered, and stand in no file and no list. */
    private static final int PART = 3;

    private record Name(String provider, String model) {}

    private final BiPredicate<String, String> known;
    private final int most;
    private final int mostUnknown;
    private final Set<Name> told = ConcurrentHashMap.newKeySet();
    private final AtomicInteger unknown = new AtomicInteger();

    /**
     * Tells none apart yet.
     *
     * @param known whether a provider has a model, by files or its list
     * @param mostSeries that there may be of requests
     */
    ModelNames(BiPredicate<String, String> known, int mostSeries) {
        this.known = known;
        this.most = Math.max(1, mostSeries);
        this.mostUnknown = Math.max(1, mostSeries / SERIES / PART);
    }

    /**
     * The label's value.
     *
     * @param answered whether the model has just answered
     */
    String of(String provider, String model, boolean answered) {
        if (model == null) {
            return MeterLabels.OTHER; // of what passes as it came, nobody looks for one
        }
        Name name = new Name(provider, model);
        return told.contains(name) || tell(name, answered) ? model : MeterLabels.OTHER;
    }

    private boolean tell(Name name, boolean answered) {
        if (name.model.length() > LONGEST || !Ascii.isPrintable(name.model) || told.size() >= most) {
            return false;
        }
        if (known.test(name.provider, name.model)) {
            return told.add(name) || told.contains(name);
        }
        return answered && unknown.get() < mostUnknown && tellUnknown(name);
    }

    private synchronized boolean tellUnknown(Name name) {
        if (told.contains(name)) {
            return true;
        }
        if (unknown.get() >= mostUnknown) {
            return false;
        }
        unknown.incrementAndGet();
        return told.add(name);
    }
}
