package dev.serai.shedding;

import dev.serai.SeraiProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.IntSupplier;
import org.apache.camel.Processor;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskExecutor;

/** How much is worked on at a time. */
@Configuration(proxyBeanMethods = false)
class SheddingConfiguration {

    /** A small chat that waits for its provider has 60 kB of the heap; the rest is for larger ones, and for streams. */
    private static final long HEAP_PER_REQUEST = 256 << 10;

    private static final int QUEUE_PART = 4;

    @Bean
    Lag lag(@Qualifier("applicationTaskExecutor") TaskExecutor executor) {
        return Lag.of(executor);
    }

    @Bean
    Bounds bounds(SeraiProperties serai, Lag lag) {
        int most = serai.maxInFlight();
        long derived = Math.min(serai.maxConnections(), Runtime.getRuntime().maxMemory() / HEAP_PER_REQUEST);
        return new Bounds(most > 0 ? most : (int) derived, HeapPressure.ofThisProcess(), lag);
    }

    @Bean
    Turns turns(SeraiProperties serai, Bounds bounds, MeterRegistry meters) {
        int length = serai.queue().length();
        // a quarter of what is in work is served in a quarter of the time that requests take
        IntSupplier waiting = length > 0 ? () -> length : () -> Math.max(1, bounds.most() / QUEUE_PART);
        Turns turns = new Turns(bounds::most, waiting, serai.queue().patience());
        bounds.watch(turns);
        SheddingMetrics.register(meters, turns, bounds);
        return turns;
    }

    @Bean
    Processor queue(Turns turns) {
        return new Queue(turns);
    }
}
