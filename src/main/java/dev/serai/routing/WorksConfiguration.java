package dev.serai.routing;

import dev.serai.call.Works;
import dev.serai.jobs.Runs;
import dev.serai.shedding.MemoryBudget;
import dev.serai.traces.Tracing;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What generations do that no client waits for at a connection. */
@Configuration(proxyBeanMethods = false)
class WorksConfiguration {

    @Bean
    Works works(Generations generations, MemoryBudget memory, Tracing tracing) {
        return new GenerationWorks(generations, memory, tracing);
    }

    @Bean
    Runs runs(Generations generations, MemoryBudget memory, Tracing tracing) {
        return new GenerationRuns(generations, memory, tracing);
    }
}
