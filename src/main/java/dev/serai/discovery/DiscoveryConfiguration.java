package dev.serai.discovery;

import dev.serai.SeraiProperties;
import dev.serai.breakers.Breakers;
import dev.serai.models.ModelCatalog;
import dev.serai.resources.KeptCategory;
import dev.serai.routing.Generations;
import dev.serai.shedding.MemoryBudget;
import dev.serai.time.StartGate;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskExecutor;
import org.springframework.util.unit.DataSize;

/** What is asked of providers without a request: their models, and whether they are well. */
@Configuration(proxyBeanMethods = false)
class DiscoveryConfiguration {

    @Bean
    ModelLists modelLists(ModelCatalog catalog, MemoryBudget memory) {
        return new ModelLists(catalog, memory);
    }

    @Bean
    ModelCatalog modelCatalog(
            @Value("${serai.discovery.memory}") DataSize memory, @Value("${serai.discovery.keep}") Duration keep) {
        return new ModelCatalog(System::nanoTime, memory.toBytes(), keep);
    }

    @Bean
    KeptCategory keptModelLists(ModelCatalog catalog, MeterRegistry meters) {
        return new KeptCategory("model_discovery", catalog.lists(), meters);
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
}
