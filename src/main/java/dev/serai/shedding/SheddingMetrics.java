package dev.serai.shedding;

import dev.serai.wire.LargeBodies;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/** What operators see of the queue. */
final class SheddingMetrics {

    private SheddingMetrics() {}

    static void register(MeterRegistry meters, MemoryBudget memory) {
        Gauge.builder("serai.memory.taken", memory, MemoryBudget::taken)
                .baseUnit("bytes")
                .description("Memory that bodies under way take: requests, answers, and what is made of them")
                .register(meters);
        Gauge.builder("serai.memory.budget", memory, MemoryBudget::most)
                .baseUnit("bytes")
                .description("Memory that they may take")
                .register(meters);
        FunctionCounter.builder("serai.memory.refused", memory, MemoryBudget::refused)
                .description("Bodies that there was no memory for")
                .register(meters);
        Gauge.builder("serai.turns.waiting", LargeBodies::waiting)
                .description("Large bodies that wait for their turn to be worked with")
                .register(meters);
        FunctionCounter.builder("serai.turns.refused", memory, it -> LargeBodies.refused())
                .description("Large bodies whose turn did not come in time")
                .register(meters);
    }

    static void register(MeterRegistry meters, Slots slots, Bound bound) {
        Gauge.builder("serai.queue.in.work", slots, Slots::inWork)
                .description("Requests that have a place: admitted, and not answered yet")
                .register(meters);
        Gauge.builder("serai.queue.most.in.work", bound, Bound::current)
                .description("Requests that may have a place at present")
                .register(meters);
        Gauge.builder("serai.queue.waiting", slots, Slots::waiting)
                .description("Requests that wait for a place")
                .register(meters);
        for (Overload why : Overload.values()) {
            FunctionCounter.builder("serai.queue.refused", slots, it -> it.refused(why))
                    .description("Requests that got no place, by the reason")
                    .tag("reason", why.name().toLowerCase(Locale.ROOT))
                    .register(meters);
        }
    }
}
