package dev.serai.routing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** What operators see of reloads. No tag has a generation's number or a file's name: a reload opens no new series. */
final class ReloadMetrics {

    private final Timer swapped;
    private final Counter refused;

    ReloadMetrics(MeterRegistry meters, Generations generations, Reloads reloads) {
        swapped = Timer.builder("serai.reloads")
                .description("Changes of routes or transforms that serve, and how long they took to load")
                .register(meters);
        refused = Counter.builder("serai.reloads.refused")
                .description("Changes of routes or transforms that may not serve")
                .register(meters);
        Gauge.builder(
                        "serai.routes.problems",
                        reloads,
                        it -> it.refused() == null ? 0 : it.refused().problems().size())
                .description("What is wrong with the files at the moment; 0: they serve")
                .register(meters);
        Gauge.builder(
                        "serai.generation",
                        generations,
                        it -> it.serving() == null ? 0 : it.serving().number())
                .description("Number of the generation that serves")
                .register(meters);
        Gauge.builder(
                        "serai.generations.draining",
                        generations,
                        it -> it.draining().size())
                .description("Generations that only finish their requests")
                .register(meters);
        Gauge.builder("serai.requests.in.flight", generations, ReloadMetrics::inFlight)
                .description("Requests under way, streams included, on all generations")
                .register(meters);
    }

    private static int inFlight(Generations generations) {
        int draining =
                generations.draining().stream().mapToInt(Generation::inFlight).sum();
        return generations.serving() == null
                ? draining
                : draining + generations.serving().inFlight();
    }

    void swapped(long nanos) {
        swapped.record(nanos, TimeUnit.NANOSECONDS);
    }

    void refused() {
        refused.increment();
    }
}
