package dev.serai.metrics;

import dev.serai.provider.Provider;
import dev.serai.routing.Generations;
import dev.serai.usage.RequestObserver;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is measured of each request. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("serai.metrics.enabled")
class RequestMetricsConfiguration {

    @Bean
    RequestObserver requestMeters(
            MeterRegistry registry, MeterLabels labels, ModelNames names, SeriesBound bound, Generations generations) {
        TargetTags tags = new TargetTags(labels, provider -> telemetryName(generations, provider));
        return new RequestMeters(registry, labels, tags, names, bound);
    }

    /** Asked when a series begins, and never again. */
    private static String telemetryName(Generations generations, String provider) {
        return generations.alive().stream()
                .flatMap(generation -> generation.models().providers().stream())
                .filter(it -> it.name().equals(provider))
                .map(Provider::telemetryName)
                .reduce((older, newer) -> newer)
                .orElse(provider);
    }

    @Bean
    HttpTimes.Placement httpTimes(MeterRegistry registry, MeterLabels labels, SeriesBound bound) {
        return new HttpTimes.Placement(new HttpMeters(registry, labels, bound));
    }
}
