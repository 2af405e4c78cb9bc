package dev.serai.access;

import dev.serai.SeraiProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What callers and administrators have in common where no key is set. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

    @Bean
    Loopback loopback(SeraiProperties serai) {
        return new Loopback(serai.cors().allowedOrigins());
    }
}
