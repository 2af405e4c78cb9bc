package dev.serai.store;

import dev.serai.SeraiProperties;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The database, which connects when it is first asked. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    @Bean
    Database database(SeraiProperties serai, MeterRegistry meters) {
        Database database =
                new Database(serai.db().url(), serai.db().user(), serai.db().password(), serai.data());
        database.show(meters);
        return database;
    }
}
