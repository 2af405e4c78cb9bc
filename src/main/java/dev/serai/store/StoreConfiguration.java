package dev.serai.store;

import dev.serai.SeraiProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The database, which connects when it is first asked. */
@Configuration(proxyBeanMethods = false)
class StoreConfiguration {

    @Bean
    Database database(SeraiProperties serai) {
        return new Database(serai.db().url(), serai.db().user(), serai.db().password(), serai.data());
    }
}
