package dev.serai.routing;

import dev.serai.SeraiProperties;
import dev.serai.alerts.Alerts;
import dev.serai.balancing.Balancers;
import dev.serai.breakers.Breakers;
import dev.serai.cache.ServingFiles;
import dev.serai.check.JavaBuilders;
import dev.serai.check.JavaFiles;
import dev.serai.delivery.Feeds;
import dev.serai.events.Events;
import dev.serai.files.GenerationFolders;
import dev.serai.http.EarlyStreams;
import dev.serai.http.HttpEngine;
import dev.serai.http.KeepAlives;
import dev.serai.http.Responses;
import dev.serai.memory.Holder;
import dev.serai.memory.Holding;
import dev.serai.memory.KeepsByName;
import dev.serai.models.ModelCatalog;
import dev.serai.monitor.Endings;
import dev.serai.monitor.RouteClocks;
import dev.serai.monitor.StepTimes;
import dev.serai.realtime.Turns;
import dev.serai.resources.ResourceComponents;
import dev.serai.shedding.MemoryBudget;
import dev.serai.time.Watchdog;
import dev.serai.traces.Tracing;
import dev.serai.upstream.Keys;
import dev.serai.upstream.UpstreamConnections;
import dev.serai.usage.Expectations;
import dev.serai.vault.Vaults;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.BeanRepository;
import org.apache.camel.spring.spi.ApplicationContextBeanRepository;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.context.LifecycleProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.core.task.TaskExecutor;

/** The engine: what loads, serves and outlives generations. */
@Configuration(proxyBeanMethods = false)
class RoutingConfiguration {

    @Bean
    Watchdog watchdog() {
        return new Watchdog();
    }

    /** A request has a look-out for its body, its budgets, its provider and its client at the most, and a hedge two more. */
    @Bean
    Holder watchedHoldings(Watchdog watchdog) {
        return () -> List.of(Holding.ofRequests("watched", watchdog.watched(), 8));
    }

    @Bean
    Breakers breakers(SeraiProperties serai, Events events) {
        return new Breakers(serai.breaker(), events);
    }

    @Bean
    Generations generations(SeraiProperties serai, Alerts alerts, ObjectProvider<KeepsByName> keepers) {
        Generations generations = new Generations(serai.drainLimit(), new KeptNames(keepers::orderedStream));
        alerts.follow(generations::alerts);
        return generations;
    }

    @Bean
    ServingFiles servingFiles(Generations generations) {
        return new ServingFiles(() -> generations.serving().context());
    }

    @Bean
    Turns realtimeTurns(Generations generations, MemoryBudget memory, Tracing tracing) {
        return new GenerationTurns(generations, memory, tracing);
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
    Responses responses(
            Watchdog watchdog,
            SeraiProperties serai,
            @Value("${serai.condensing.keep-alive}") boolean early,
            @Qualifier("applicationTaskExecutor") TaskExecutor writers) {
        long interval = serai.keepAliveInterval().toMillis();
        KeepAlives keepAlives = new KeepAlives(watchdog, writers, interval);
        long patience = early && interval > 0 ? serai.firstEventPatience().toNanos() : -1;
        return new Responses(keepAlives, new EarlyStreams(watchdog, writers, keepAlives, patience));
    }

    @Bean
    CamelSettings camelSettings(Environment environment) {
        return CamelSettings.of(environment);
    }

    /** What the control context serves. */
    @Bean
    HttpEngine pages(Responses responses, MemoryBudget memory, Tracing tracing, Generations generations) {
        return new HttpEngine(responses, memory, tracing, () -> {
            Generation serving = generations.serving();
            return serving == null ? null : serving.engine();
        });
    }

    /** Each context that calls into generations has its own. */
    @Bean("generation-component")
    @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
    GenerationComponent generationComponent(Generations generations, MemoryBudget memory, Tracing tracing) {
        return new GenerationComponent(generations, memory, tracing);
    }

    @Bean
    StepTimes stepTimes(MeterRegistry meters) {
        return new StepTimes(meters, new AnswerEndings());
    }

    @Bean
    GenerationContexts generationContexts(
            ApplicationContext spring,
            SeraiProperties serai,
            Breakers breakers,
            Vaults vaults,
            UpstreamConnections connections,
            CamelSettings settings,
            StepTimes times) {
        Endings endings = new AnswerEndings();
        List<Consumer<CamelContext>> additions = new ArrayList<>(List.of(
                ResourceComponents::addTo,
                RouteDumps::addTo,
                context -> context.addLifecycleStrategy(new RouteClocks(endings))));
        if (serai.stepTimes() || serai.hawtio()) {
            additions.add(times::timeRoutes);
        }
        BeanRepository beans = new ApplicationContextBeanRepository(spring);
        return new GenerationContexts(
                List.of(beans, new Balancers(beans)),
                breakers,
                spring.getEnvironment(),
                vaults,
                connections,
                settings,
                serai.components(),
                additions);
    }

    @Bean
    GenerationLoader generationLoader(
            GenerationContexts contexts,
            SeraiProperties serai,
            Responses responses,
            ModelCatalog catalog,
            MemoryBudget memory,
            Feeds feeds,
            Tracing tracing,
            Expectations expectations,
            @Qualifier("pages") HttpEngine pages,
            Alerts alerts,
            UpstreamConnections connections,
            Keys keys,
            ListableBeanFactory beans) {
        return new GenerationLoader(
                contexts,
                () -> new HttpEngine(responses, memory, tracing, () -> pages),
                new Equipment(catalog, expectations.counting(), serai.maxBodyBytes(), feeds, alerts, connections, keys),
                new JavaBuilders(new RouteBuilders(beans), new JavaFiles(serai.javaFiles())));
    }

    @Bean
    Reloads reloads(
            GenerationLoader loader,
            Generations generations,
            GenerationFolders folders,
            SeraiProperties serai,
            MeterRegistry meters,
            Events events) {
        return new Reloads(loader, generations, folders, new StartLimit(serai.startLimit()), meters, events);
    }

    @Bean
    RoutesWatch routesWatch(GenerationFolders folders, Reloads reloads, SeraiProperties serai) {
        return new RoutesWatch(folders, reloads, serai.watchInterval(), serai.startLimit());
    }

    @Bean
    FilterRegistrationBean<GenerationFilter> generationFilter(
            Generations generations, @Qualifier("pages") HttpEngine pages) {
        FilterRegistrationBean<GenerationFilter> filter =
                new FilterRegistrationBean<>(new GenerationFilter(generations, pages));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 3); // before Spring's own filters, which routes have no use for
        return filter;
    }
}
