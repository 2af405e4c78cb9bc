package dev.serai.routing;

import dev.serai.SeraiProperties;
import dev.serai.balancing.Balancers;
import dev.serai.http.KeepAlives;
import dev.serai.http.Responses;
import dev.serai.resilience.Breakers;
import dev.serai.resilience.StartGate;
import dev.serai.resilience.Watchdog;
import dev.serai.shedding.MemoryBudget;
import dev.serai.upstream.UpstreamConnections;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spring.spi.ApplicationContextBeanRepository;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.context.LifecycleProperties;
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
    Breakers breakers(SeraiProperties serai, MeterRegistry meters) {
        return new Breakers(serai.breaker(), meters);
    }

    @Bean
    UpstreamConnections upstreamConnections(SeraiProperties serai, Watchdog watchdog) {
        return new UpstreamConnections(serai.maxConnections(), watchdog);
    }

    @Bean
    ModelCatalog modelCatalog() {
        return new ModelCatalog();
    }

    @Bean
    Generations generations(SeraiProperties serai) {
        return new Generations(serai.drainLimit());
    }

    @Bean(destroyMethod = "close")
    StopLimit stopLimit(Generations generations, LifecycleProperties stop) {
        return new StopLimit(generations, stop.getTimeoutPerShutdownPhase());
    }

    @Bean
    GenerationFolders generationFolders(SeraiProperties serai) {
        return new GenerationFolders(serai.routes(), serai.transforms());
    }

    @Bean
    GenerationLoader generationLoader(
            ApplicationContext spring,
            SeraiProperties serai,
            Breakers breakers,
            UpstreamConnections connections,
            Watchdog watchdog,
            ModelCatalog catalog,
            MemoryBudget memory,
            @Qualifier("applicationTaskExecutor") TaskExecutor writers) {
        KeepAlives keepAlives =
                new KeepAlives(watchdog, writers, serai.keepAliveInterval().toMillis());
        BeanRepository beans = new ApplicationContextBeanRepository(spring);
        return new GenerationLoader(
                new GenerationContexts(
                        List.of(beans, breakers, new Balancers(beans)),
                        spring.getEnvironment(),
                        connections,
                        serai.components()),
                new Responses(keepAlives),
                catalog,
                serai.maxBodyBytes(),
                memory);
    }

    @Bean
    Reloads reloads(
            GenerationLoader loader,
            Generations generations,
            GenerationFolders folders,
            SeraiProperties serai,
            MeterRegistry meters) {
        return new Reloads(loader, generations, folders, new StartLimit(serai.startLimit()), meters);
    }

    @Bean
    RoutesWatch routesWatch(GenerationFolders folders, Reloads reloads, SeraiProperties serai) {
        return new RoutesWatch(folders, reloads, serai.watchInterval(), serai.startLimit());
    }

    @Bean
    ModelLists modelLists(ModelCatalog catalog, MemoryBudget memory) {
        return new ModelLists(catalog, memory);
    }

    @Bean
    ModelDiscovery modelDiscovery(
            Generations generations,
            ModelLists lists,
            @Qualifier("applicationTaskExecutor") TaskExecutor askers,
            SeraiProperties serai) {
        return new ModelDiscovery(generations, lists, askers, serai.modelRefreshInterval());
    }

    /** After what loads beside it, and before requests are taken: who is ready lists all. */
    @Bean
    StartGate modelGate(ModelDiscovery discovery) {
        return new StartGate(4, discovery::awaitFirstRound);
    }

    @Bean
    HealthChecks healthChecks(
            Generations generations,
            ModelLists lists,
            Breakers breakers,
            @Qualifier("applicationTaskExecutor") TaskExecutor checkers) {
        return new HealthChecks(generations, lists, breakers, checkers);
    }

    @Bean
    FilterRegistrationBean<GenerationFilter> generationFilter(Generations generations) {
        FilterRegistrationBean<GenerationFilter> filter =
                new FilterRegistrationBean<>(new GenerationFilter(generations));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 3); // before Spring's own filters, which routes have no use for
        return filter;
    }
}
