package dev.serai.alerts;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What this replica finds of one alert: it has to hold for some rounds until it fires, and not to hold for as many until it is
 * over.
 */
final class LocalView {

    private static final int MOST_READINGS = 1000;

    /** One reading's way. */
    private static final class Way {
        private int holding;
        private int fine;
        private boolean found;
        private double value;
        private Instant seen;
    }

    private final Map<Map<String, String>, Way> ways = new HashMap<>();
    private final Instant began;

    LocalView(Instant began) {
        this.began = began;
    }

    /** Goes on with what was found before this process began. */
    synchronized void adopt(Map<Map<String, String>, Double> findings) {
        findings.forEach((labels, value) -> {
            Way way = ways.computeIfAbsent(labels, it -> new Way());
            way.found = true;
            way.value = value;
            way.seen = began;
        });
    }

    /** Takes in what a question was answered with. */
    synchronized void look(AlertRule rule, List<Reading> readings, Instant now) {
        Comparator<Reading> order = Comparator.comparingDouble(Reading::value);
        List<Reading> worst = readings.stream()
                .filter(it -> !Double.isNaN(it.value()))
                .sorted(rule.threshold().isBelow() ? order : order.reversed())
                .limit(MOST_READINGS)
                .toList();
        Set<Map<String, String>> looked = new HashSet<>();
        for (Reading reading : worst) {
            if (looked.add(reading.labels())) { // of those that cannot be told apart, the worst counts
                look(rule, reading, now);
            }
        }
        for (Iterator<Way> all = ways.values().iterator(); all.hasNext(); ) {
            Way way = all.next();
            if (!way.seen.equals(now) && !isUnknown(rule, way, now)) {
                way.holding = 0;
                way.fine++;
                way.found &= way.fine < rule.rounds();
            }
            if (!way.found && way.holding == 0) {
                all.remove();
            }
        }
    }

    /** Nothing may be known of it yet: the process has just begun, or nobody has asked lately. */
    private boolean isUnknown(AlertRule rule, Way way, Instant now) {
        Instant last = way.seen.isAfter(began) ? way.seen : began;
        return last.plus(rule.horizon()).isAfter(now);
    }

    private void look(AlertRule rule, Reading reading, Instant now) {
        boolean holds = rule.threshold().holds(reading.value());
        Way way = ways.get(reading.labels());
        if (way == null && !(holds && ways.size() < rule.most())) {
            return;
        }
        way = ways.computeIfAbsent(reading.labels(), it -> new Way());
        way.seen = now;
        way.value = reading.value();
        if (holds) {
            way.holding++;
            way.fine = 0;
            way.found |= way.holding >= rule.rounds();
        } else {
            way.holding = 0;
            way.fine = rule.clear() == null || rule.clear().holds(reading.value()) ? way.fine + 1 : 0;
            way.found &= way.fine < rule.rounds();
        }
    }

    /** What holds, with its value. */
    synchronized Map<Map<String, String>, Double> found() {
        return values(true);
    }

    /** What holds, and not for long enough. */
    synchronized Map<Map<String, String>, Double> pending() {
        return values(false);
    }

    private Map<Map<String, String>, Double> values(boolean found) {
        Map<Map<String, String>, Double> values = new HashMap<>();
        ways.forEach((labels, way) -> {
            if (way.found == found) {
                values.put(labels, way.value);
            }
        });
        return values;
    }
}
