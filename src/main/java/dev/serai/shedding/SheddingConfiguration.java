package dev.serai.shedding;

import dev.serai.SeraiProperties;
import dev.serai.memory.HeapPressure;
import dev.serai.memory.Holder;
import dev.serai.memory.Holding;
import dev.serai.time.Heap;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.IntSupplier;
import org.apache.camel.Processor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How much is worked on at a time. */
@Configuration(proxyBeanMethods = false)
class SheddingConfiguration {

    /** A small chat that waits for its provider has 150 kB, its connections included; the rest is for streams and bodies. */
    private static final long HEAP_PER_REQUEST = 384 << 10;

    /** The rest is for the gateway itself, connections, streams and garbage. */
    private static final int HEAP_FIFTHS_FOR_BODIES = 2;

    private static final int QUEUE_PART = 4;
    private static final Duration SHORTEST_PATIENCE = Duration.ofMillis(20);

    @Bean
    Bound bound(SeraiProperties serai) {
        long derived = Math.min(serai.maxConnections(), Heap.mostBytes() / HEAP_PER_REQUEST);
        int most = serai.maxInFlight() > 0 ? serai.maxInFlight() : Math.max(1, (int) derived);
        return new Bound(most, HeapPressure.ofThisProcess());
    }

    @Bean
    MemoryBudget memoryBudget(SeraiProperties serai, MeterRegistry meters) {
        long most = serai.memoryBudget().toBytes();
        MemoryBudget budget = new MemoryBudget(most > 0 ? most : Heap.mostBytes() / 5 * HEAP_FIFTHS_FOR_BODIES);
        SheddingMetrics.register(meters, budget);
        return budget;
    }

    @Bean
    WaitLimit patience(SeraiProperties serai) {
        return new WaitLimit(SHORTEST_PATIENCE, serai.queue().patience());
    }

    @Bean
    Slots slots(SeraiProperties serai, Bound bound, WaitLimit patience, MeterRegistry meters) {
        int length = serai.queue().length();
        // a quarter of what is in work is served in a quarter of the time that requests take
        IntSupplier waiting = length > 0 ? () -> length : () -> Math.max(1, bound.current() / QUEUE_PART);
        Slots slots = new Slots(bound::current, waiting, patience);
        bound.watch(slots);
        SheddingMetrics.register(meters, slots, bound);
        return slots;
    }

    @Bean
    Holder sheddingHoldings(MemoryBudget bodies, Slots slots) {
        return () -> List.of(
                Holding.boundedBytes("bodies", slots.inWork(), bodies.taken(), bodies.most()),
                Holding.ofRequests("queue", slots.waiting(), 1));
    }

    @Bean
    Processor queue(Slots slots) {
        return new Queueing(slots);
    }
}
