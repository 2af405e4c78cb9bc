package dev.serai.resources;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Caches and data sources by name. */
@Configuration(proxyBeanMethods = false)
class ResourcesConfiguration {

    @Bean
    static ResourceBeans resourceBeans(Environment environment) {
        return new ResourceBeans(ResourceSettings.of(environment));
    }
}
