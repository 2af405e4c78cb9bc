package dev.serai.metrics;

import dev.serai.SeraiProperties;
import dev.serai.access.Directory;
import dev.serai.breakers.Breakers;
import dev.serai.limits.Budgets;
import dev.serai.models.ModelCatalog;
import dev.serai.routing.Generations;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.actuate.health.HealthContributorRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is measured of the gateway itself; of requests it is {@link RequestMetricsConfiguration}. */
@Configuration(proxyBeanMethods = false)
class MetricsConfiguration {

    @Bean
    MeterBinder buildInfo() {
        return new BuildInfo();
    }

    @Bean
    TomcatMeters tomcatMeters(MeterRegistry registry) {
        return new TomcatMeters(registry);
    }

    /** Gauges whose series come and go; where Prometheus is not to see anything, nobody asks for them. */
    @Bean
    SmartInitializingSingleton scrapedGauges(
            ObjectProvider<PrometheusRegistry> prometheus,
            Breakers breakers,
            Generations generations,
            Budgets budgets,
            Directory directory,
            Clock clock,
            HealthGauge health,
            MeterLabels labels) {
        return () -> {
            List<ScrapedGauge> gauges = new ArrayList<>();
            gauges.addAll(new BreakerGauges(breakers, generations).all());
            gauges.addAll(new BudgetGauges(budgets, directory, clock).all(labels.has(Label.PROJECT)));
            gauges.add(health.gauge());
            prometheus.ifAvailable(registry -> gauges.forEach(registry::register));
        };
    }

    @Bean
    HealthGauge healthGauge(HealthContributorRegistry parts) {
        return new HealthGauge(parts, System::nanoTime);
    }

    @Bean
    MeterLabels meterLabels(SeraiProperties serai) {
        return MeterLabels.of(serai.metrics());
    }

    @Bean
    SeriesBound seriesBound(SeraiProperties serai) {
        return new SeriesBound(serai.metrics().mostSeries());
    }

    @Bean
    ModelNames modelNames(Generations generations, ModelCatalog catalog, SeriesBound bound) {
        return new ModelNames(new KnownModels(generations, catalog), bound.most());
    }
}
