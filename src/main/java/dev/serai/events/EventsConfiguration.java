package dev.serai.events;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One bus for the process. */
@Configuration(proxyBeanMethods = false)
class EventsConfiguration {

    @Bean
    Events events(MeterRegistry meters) {
        return new Events(meters);
    }
}
