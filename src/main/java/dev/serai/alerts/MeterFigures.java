package dev.serai.alerts;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The meters of {@code /manage/metrics}, by the names that stand there. Of one that only grows, how much it has in the window;
 * what it was before is noted each time that it is asked for.
 */
final class MeterFigures {

    /** Of which earlier values are kept. */
    private static final int MOST = 500;

    /** Of a window: it may be longer than asked for by a part of it. */
    private static final int VALUES = 64;

    /** What a meter showed at a time. */
    private record Value(Instant at, double value) {}

    private final MeterRegistry meters;
    private final Clock clock;
    private final Map<String, Deque<Value>> before = new HashMap<>();
    private final Set<Map<String, String>> asked = new HashSet<>();

    MeterFigures(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Answers what is asked of a meter.
     *
     * @throws IllegalArgumentException if there is no such meter
     */
    synchronized List<Reading> ask(FigureQuestion question) {
        Map<String, Double> sums = new TreeMap<>();
        boolean found = false;
        boolean again = asked.size() < MOST && !asked.add(question.words());
        for (Meter meter : meters.getMeters()) {
            if (!isNamed(meter, question.word("name"))) {
                continue;
            }
            found = true;
            String label = question.word("by").isEmpty() ? "" : meter.getId().getTag(question.word("by"));
            if (label == null || !hasTag(meter, question.word("tag"))) {
                continue;
            }
            double value = increases(meter, question) ? increase(meter, question, again) : value(meter, question);
            if (!Double.isNaN(value)) {
                sums.merge(label, value, Double::sum);
            }
        }
        if (!found) {
            throw new IllegalArgumentException("there is no meter '" + question.word("name")
                    + "' in /manage/metrics; some are there only after they have counted something");
        }
        List<Reading> readings = new ArrayList<>();
        sums.forEach((label, value) -> readings.add(
                question.word("by").isEmpty() ? Reading.of(value) : Reading.of(question.word("by"), label, value)));
        return readings;
    }

    /** As Micrometer has it, or as Prometheus shows it, with or without what that adds. */
    private static boolean isNamed(Meter meter, String name) {
        String plain = meter.getId().getName().replace('.', '_');
        String asked = name.replace('.', '_');
        return asked.equals(plain)
                || asked.replaceFirst("_(total|seconds|bytes|count|sum|max)$", "")
                        .equals(plain);
    }

    private static boolean hasTag(Meter meter, String tag) {
        int colon = tag.indexOf(':');
        return colon < 0 || tag.substring(colon + 1).equals(meter.getId().getTag(tag.substring(0, colon)));
    }

    private static boolean increases(Meter meter, FigureQuestion question) {
        return question.of().isEmpty()
                ? meter instanceof Counter || meter instanceof FunctionCounter
                : question.of().contains("increase");
    }

    /** One that was not there when this was asked before began with nothing since. */
    private double increase(Meter meter, FigureQuestion question, boolean again) {
        double value = measured(meter, Statistic.COUNT, Statistic.VALUE);
        String key = meter.getId() + "/" + question.window();
        if (before.size() >= MOST && !before.containsKey(key)) {
            return 0;
        }
        Instant now = clock.instant();
        Deque<Value> values = before.computeIfAbsent(key, it -> new ArrayDeque<>());
        // one from before the window is kept: the increase is from there
        while (values.size() > 1 && !second(values).at().isAfter(now.minus(question.window()))) {
            values.removeFirst();
        }
        if (values.isEmpty() && again) {
            values.addLast(new Value(now, 0));
        }
        double first = values.isEmpty() ? value : values.getFirst().value();
        // however often it is asked: were the last ones left out, the increase would be from further and further back
        if (values.isEmpty()
                || !values.getLast()
                        .at()
                        .plus(question.window().dividedBy(VALUES))
                        .isAfter(now)) {
            values.addLast(new Value(now, value));
        }
        return Math.max(0, value - first);
    }

    private static Value second(Deque<Value> values) {
        var all = values.iterator();
        all.next();
        return all.next();
    }

    private static double value(Meter meter, FigureQuestion question) {
        if (question.of().contains("max")) {
            return measured(meter, Statistic.MAX);
        }
        if (question.of().contains("mean")) {
            return measured(meter, Statistic.TOTAL, Statistic.TOTAL_TIME) / measured(meter, Statistic.COUNT);
        }
        return measured(meter, Statistic.VALUE, Statistic.COUNT, Statistic.ACTIVE_TASKS, Statistic.UNKNOWN);
    }

    /** The first of these that it has; not a number if it has none. */
    private static double measured(Meter meter, Statistic... statistics) {
        for (Statistic statistic : statistics) {
            for (var measurement : meter.measure()) {
                if (measurement.getStatistic() == statistic) {
                    return measurement.getValue();
                }
            }
        }
        return Double.NaN;
    }
}
