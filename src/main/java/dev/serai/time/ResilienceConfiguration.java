package dev.serai.time;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What everyone goes by. */
@Configuration(proxyBeanMethods = false)
class ResilienceConfiguration {

    /** The time for whatever is valid for a while. */
    @Bean
    Clock clock() {
        return new SteadyClock();
    }

    @Bean
    Vitals vitals() {
        return new Vitals();
    }
}
