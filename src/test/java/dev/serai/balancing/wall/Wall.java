package dev.serai.balancing.wall;

import dev.serai.balancing.wall.Trial.Gateway;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What came of all scenarios. */
record Wall(List<Trial> trials, List<Outage> outages) {

    /** Runs them, all at once: that takes as long as the outage. */
    static Wall of(Duration outage, Gateway gateway) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<Outage>> outages = new ArrayList<>();
            for (boolean stream : Scenarios.OUTAGE.modes()) {
                outages.add(threads.submit(() -> Outage.of(stream, outage, gateway)));
            }
            List<Future<Trial>> trials = new ArrayList<>();
            for (Scenario scenario : Scenarios.ALL) {
                for (boolean stream : scenario.modes()) {
                    trials.add(threads.submit(() -> Trial.of(scenario, stream, gateway)));
                }
            }
            return new Wall(results(trials), results(outages));
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> List<T> results(List<Future<T>> futures) throws Exception {
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            results.add(future.get());
        }
        return results;
    }

    /** What came of the case of that name. */
    Trial trial(String name) {
        return trials.stream()
                .filter(trial -> trial.toString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Prints a line for each. */
    void print() {
        System.out.printf("%n%-32s%8s%9s%8s%n", "fault wall: scenario", "primary", "fallback", "ms");
        trials.forEach(trial -> System.out.println(trial.line()));
        outages.forEach(outage -> System.out.println(outage.line()));
    }
}
