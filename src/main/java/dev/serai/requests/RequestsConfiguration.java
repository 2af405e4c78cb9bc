package dev.serai.requests;

import dev.serai.SeraiProperties;
import dev.serai.events.Events;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who is told of requests that have ended. */
@Configuration(proxyBeanMethods = false)
class RequestsConfiguration {

    @Bean
    RequestLog requestLog(SeraiProperties serai) {
        return new RequestLog(serai.log().requestsASecond());
    }

    @Bean
    LiveRequests liveRequests() {
        return new LiveRequests();
    }

    @Bean
    RequestEvents requestEvents(SeraiProperties serai, Events events) {
        return new RequestEvents(events, (int) serai.events().content().toBytes());
    }
}
