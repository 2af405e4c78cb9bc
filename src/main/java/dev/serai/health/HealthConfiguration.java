package dev.serai.health;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.serai.BuiltVersion;
import dev.serai.SeraiProperties;
import dev.serai.access.Administrators;
import dev.serai.access.Directory;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.actuate.endpoint.jackson.EndpointObjectMapper;
import org.springframework.boot.actuate.health.HealthComponent;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** The form of {@code /health}, and who sees all of it. */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

    /** In the place of Spring Boot's own, which writes what its endpoints answer. */
    @Bean
    EndpointObjectMapper endpointObjectMapper(Clock clock) {
        RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
        SimpleModule health = new SimpleModule()
                .addSerializer(
                        HealthComponent.class,
                        new HealthJson(clock, BuiltVersion.text(), () -> Duration.ofMillis(runtime.getUptime())));
        ObjectMapper mapper = JsonMapper.builder()
                .findAndAddModules()
                .addModule(health)
                .disable(
                        SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
                        SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                .build();
        return () -> mapper;
    }

    @Bean
    FilterRegistrationBean<HealthVisitors> healthVisitors(SeraiProperties serai, Directory directory, Clock clock) {
        Administrators administrators = new Administrators(serai.adminKey(), directory, clock);
        FilterRegistrationBean<HealthVisitors> filter =
                new FilterRegistrationBean<>(new HealthVisitors(administrators));
        filter.addUrlPatterns("/health", "/health/*");
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 2);
        return filter;
    }
}
