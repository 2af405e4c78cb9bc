package dev.serai.usage;

import dev.serai.SeraiProperties;
import dev.serai.store.Database;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What usage costs, and what was used. */
@Configuration(proxyBeanMethods = false)
class UsageConfiguration {

    @Bean
    PriceList priceList(SeraiProperties serai) {
        return new PriceList(serai.prices(), serai.watchInterval());
    }

    @Bean
    UsageQueries usageQueries(Database database) {
        return new UsageQueries(database);
    }
}
