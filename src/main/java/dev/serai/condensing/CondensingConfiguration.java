package dev.serai.condensing;

import dev.serai.resources.KeptCategory;
import dev.serai.usage.Expectations;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.apache.camel.Processor;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/** What condenses conversations; it outlives generations. */
@Configuration(proxyBeanMethods = false)
class CondensingConfiguration {

    @Bean
    RememberedSummaries summaries(
            @Value("${serai.condensing.memory}") DataSize memory, @Value("${serai.condensing.keep}") Duration keep) {
        return new RememberedSummaries(memory.toBytes(), keep);
    }

    @Bean
    KeptCategory keptSummaries(RememberedSummaries summaries, MeterRegistry meters) {
        return new KeptCategory("summary_cache", summaries.cache(), meters);
    }

    @Bean
    ContextWindows contextWindows(ListedWindows listed) {
        return new ContextWindows(listed);
    }

    @Bean
    Condensing condensing(ContextWindows windows, Expectations expectations, Summaries summaries) {
        return new Condensing(windows, expectations.counting(), summaries);
    }

    @Bean
    Processor condense(Condensing condensing, ContextWindows windows) {
        return new CondenseChat(condensing, windows);
    }
}
