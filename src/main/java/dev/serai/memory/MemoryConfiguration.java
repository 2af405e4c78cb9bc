package dev.serai.memory;

import dev.serai.SeraiProperties;
import dev.serai.time.Heap;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.MemoryUsage;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who watches memory. */
@Configuration(proxyBeanMethods = false)
class MemoryConfiguration {

    @Bean
    Holder processHoldings() {
        return new ProcessHoldings();
    }

    @Bean
    Holdings holdings(ObjectProvider<Holder> holders, MeterRegistry meters) {
        return new Holdings(holders::stream, meters);
    }

    @Bean
    MemoryWatch memoryWatch(
            ObjectProvider<Shrinkable> shrinkables, ObjectProvider<MemoryListener> listeners, MeterRegistry meters) {
        Supplier<MemoryUsage> left = Heap.afterCollection();
        MemoryWatch watch = new MemoryWatch(new HeapPressure(left), left, shrinkables::stream, listeners::stream);
        Gauge.builder("serai.caches.share", watch, MemoryWatch::share)
                .description("The part of what they may hold that caches hold at present: below 1, memory is short")
                .register(meters);
        return watch;
    }

    @Bean
    GrowthWatch growthWatch(
            SeraiProperties serai, Holdings holdings, ObjectProvider<MemoryListener> listeners, MeterRegistry meters) {
        GrowthWatch watch = new GrowthWatch(holdings, Heap.afterCollection(), listeners::stream, serai.growthWindow());
        Gauge.builder("serai.growths", watch, it -> it.grown().size())
                .description("What has grown for hours without a fall: it may leak")
                .register(meters);
        return watch;
    }
}
