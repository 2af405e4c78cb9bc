package dev.serai.balancing;

import dev.serai.SeraiProperties;
import dev.serai.breakers.Breakers;
import dev.serai.prices.PriceList;
import dev.serai.usage.Expectations;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.core.task.TaskExecutor;

/**
 * The balancers that alias files name in {@code customLoadBalancer: ref}; a bean's name is the word in the file. Each
 * place that names one gets its own.
 */
@Configuration(proxyBeanMethods = false)
class BalancingConfiguration {

    @Bean
    Retries retries(SeraiProperties serai) {
        return new Retries(serai.longestRetryAfter(), System::nanoTime, BalancingConfiguration::chance);
    }

    @Bean
    Hedging hedging(
            SeraiProperties serai, @Qualifier("applicationTaskExecutor") TaskExecutor threads, MeterRegistry meters) {
        return new Hedging(threads, serai.hedgeShare(), System::nanoTime, meters);
    }

    @Bean
    Loads loads(Breakers breakers, MeterRegistry meters) {
        Loads loads = new Loads(System::nanoTime, breakers);
        SavedStreams.show(meters, loads);
        return loads;
    }

    @Bean
    Guard guard(Loads loads, Retries retries) {
        return new Guard(loads, retries);
    }

    @Bean
    @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
    Balancer inOrder(Loads loads) {
        return new InOrder(loads);
    }

    @Bean
    @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
    Balancer roundRobin(Loads loads) {
        return new RoundRobin(loads);
    }

    @Bean
    @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
    Balancer weightedRandom(Loads loads) {
        return new WeightedRandom(loads, BalancingConfiguration::chance);
    }

    @Bean
    @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
    Balancer leastConnections(Loads loads) {
        return new LeastConnections(loads, BalancingConfiguration::chance);
    }

    @Bean
    @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
    Balancer leastLatency(Loads loads) {
        return new LeastLatency(loads, BalancingConfiguration::chance);
    }

    @Bean
    @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
    Balancer lowestCost(Loads loads, PriceList list, Expectations expectations) {
        return new LowestCost(loads, list, expectations);
    }

    @Bean
    @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
    Balancer adaptive(Loads loads) {
        return new Adaptive(loads, BalancingConfiguration::chance);
    }

    @Bean
    @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
    Balancer sticky(Loads loads) {
        return new Sticky(loads);
    }

    /** From zero to below one. */
    private static double chance() {
        return ThreadLocalRandom.current().nextDouble();
    }
}
