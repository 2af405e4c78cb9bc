package dev.serai.console;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.handler.MappedInterceptor;

/** The console beside {@code /manage}. */
@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration {

    @Bean
    MappedInterceptor formGate() {
        return new MappedInterceptor(new String[] {"/admin", "/admin/**"}, new FormGate());
    }
}
