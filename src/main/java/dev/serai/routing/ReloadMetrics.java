package dev.serai.routing;

import dev.serai.http.HttpEngine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

/** What operators see of reloads. A reload opens no new series: one replaces the digest of the one before. */
final class ReloadMetrics {

    private final Timer swapped;
    private final Counter refused;
    private final MultiGauge serving;

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
                        "serai.generation.number",
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
        Gauge.builder("serai.requests.in.flight", generations, it -> sum(it, HttpEngine::calls))
                .description("Requests of routes under way, streams included, on all generations")
                .register(meters);
        Gauge.builder("serai.streams.open", generations, it -> sum(it, HttpEngine::streams))
                .description("Streams that are sent at the moment, on all generations")
                .register(meters);
        serving = MultiGauge.builder("serai.generation.info")
                .description("What serves: replicas with equal files have equal digests")
                .register(meters);
    }

    /** Probes and {@code /manage}, the scrape among them, are no requests of routes. */
    private static int sum(Generations generations, ToIntFunction<HttpEngine> figure) {
        return generations.alive().stream()
                .map(Generation::engine)
                .mapToInt(figure)
                .sum();
    }

    void swapped(long nanos, String digest) {
        swapped.record(nanos, TimeUnit.NANOSECONDS);
        serving.register(List.of(MultiGauge.Row.of(Tags.of("digest", digest), 1)), true);
    }

    void refused() {
        refused.increment();
    }
}
