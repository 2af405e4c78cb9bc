package dev.serai.delivery;

import dev.serai.SeraiProperties;
import dev.serai.events.Events;
import dev.serai.journal.Journal;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What event routes are told, and how far they are. */
@Configuration(proxyBeanMethods = false)
class DeliveryConfiguration {

    @Bean
    Feeds feeds(SeraiProperties serai, Events events, Journal journal, MeterRegistry meters) {
        journal.keepForFollowers(serai.events().keep().toBytes());
        Positions positions = new Positions(journal, serai.data().resolve("events"));
        return new Feeds(events, positions, serai.events().queue().toBytes(), meters);
    }

    @Bean
    GatewayEvents gatewayEvents(Events events) {
        return new GatewayEvents(events);
    }
}
