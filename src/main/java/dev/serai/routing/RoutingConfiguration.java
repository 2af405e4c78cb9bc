package dev.serai.routing;

import dev.serai.SeraiProperties;
import dev.serai.http.KeepAlives;
import dev.serai.http.Responses;
import dev.serai.resilience.Breakers;
import dev.serai.resilience.Watchdog;
import dev.serai.upstream.UpstreamConnections;
import org.apache.camel.spring.spi.ApplicationContextBeanRepository;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.task.TaskExecutor;

/** The engine: what loads, serves and outlives generations. */
@Configuration(proxyBeanMethods = false)
class RoutingConfiguration {

    @Bean
    Watchdog watchdog() {
        return new Watchdog();
    }

    @Bean
    Breakers breakers(SeraiProperties serai) {
        return new Breakers(
                serai.breaker().failureRate(),
                serai.breaker().window(),
                serai.breaker().openFor());
    }

    @Bean
    UpstreamConnections upstreamConnections(SeraiProperties serai) {
        return new UpstreamConnections(serai.maxConnections());
    }

    @Bean
    ModelCatalog modelCatalog() {
        return new ModelCatalog();
    }

    @Bean
    Generations generations(
            ApplicationContext spring,
            SeraiProperties serai,
            Breakers breakers,
            UpstreamConnections connections,
            Watchdog watchdog,
            ModelCatalog catalog,
            @Qualifier("applicationTaskExecutor") TaskExecutor writers) {
        KeepAlives keepAlives =
                new KeepAlives(watchdog, writers, serai.keepAliveInterval().toMillis());
        GenerationLoader loader = new GenerationLoader(
                new ApplicationContextBeanRepository(spring),
                breakers,
                spring.getEnvironment(),
                connections,
                new Responses(keepAlives),
                catalog,
                (int) serai.maxBody().toBytes());
        return new Generations(loader, serai.routes(), serai.transforms());
    }

    @Bean
    ModelDiscovery modelDiscovery(Generations generations, ModelCatalog catalog, SeraiProperties serai) {
        return new ModelDiscovery(
                generations, catalog, serai.modelRefreshInterval().toSeconds());
    }

    @Bean
    FilterRegistrationBean<GenerationFilter> generationFilter(Generations generations) {
        FilterRegistrationBean<GenerationFilter> filter =
                new FilterRegistrationBean<>(new GenerationFilter(generations));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 2); // before Spring's own filters, which routes have no use for
        return filter;
    }
}
