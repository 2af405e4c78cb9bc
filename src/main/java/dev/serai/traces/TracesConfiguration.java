package dev.serai.traces;

import dev.serai.SeraiProperties;
import dev.serai.usage.RequestObserver;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** Where spans go to; nowhere, and without a class of OpenTelemetry's, unless a collector is named. */
@Configuration(proxyBeanMethods = false)
class TracesConfiguration {

    @Bean(destroyMethod = "close")
    Tracing tracing(Environment environment, SeraiProperties serai, MeterRegistry meters) {
        OtelVariables variables = OtelVariables.of(environment);
        return variables.on() ? OtlpTracing.begin(variables, new Content(serai.tracesContent()), meters) : Tracing.OFF;
    }

    @Bean
    @Conditional(TracesOn.class)
    CurrentSpan currentSpan() {
        return new CurrentSpan();
    }

    @Bean
    @Conditional(TracesOn.class)
    Exemplars exemplars(CurrentSpan current) {
        return new Exemplars(current);
    }

    /** After meters were recorded. */
    @Bean
    @Conditional(TracesOn.class)
    @Order(Ordered.LOWEST_PRECEDENCE)
    RequestObserver spans(Tracing tracing, CurrentSpan current) {
        return ended -> {
            current.endsInBackground(ended.call());
            tracing.ended(ended);
        };
    }
}
