package dev.serai.admin;

import dev.serai.SeraiProperties;
import dev.serai.access.Administrators;
import dev.serai.access.Directory;
import dev.serai.access.MasterKeys;
import dev.serai.access.ProjectRegistry;
import dev.serai.access.ProviderKeys;
import dev.serai.http.ErrorFormat;
import dev.serai.resources.KeptCategory;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;
import org.springframework.web.servlet.config.annotation.ContentNegotiationConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.handler.MappedInterceptor;

/** Puts the question who asks before everything under {@code /manage}. */
@Configuration(proxyBeanMethods = false)
class AdminConfiguration {

    @Bean
    Administrators administrators(SeraiProperties serai, Directory directory, Clock clock) {
        return new Administrators(serai.adminKey(), directory, clock);
    }

    @Bean
    Sessions sessions(
            @Value("${serai.sessions.memory}") DataSize memory,
            @Value("${serai.sessions.idle}") Duration idle,
            @Value("${serai.sessions.longest}") Duration longest) {
        return new Sessions(memory.toBytes(), idle, longest);
    }

    @Bean
    KeptCategory keptSessions(Sessions sessions, MeterRegistry meters) {
        return new KeptCategory("user_sessions", sessions.cache(), meters);
    }

    @Bean
    Standing standing(Administrators administrators, Sessions sessions) {
        return new Standing(administrators, sessions);
    }

    @Bean
    FilterRegistrationBean<AdminAccess> adminAccess(
            SeraiProperties serai, Administrators administrators, Sessions sessions, ErrorFormat pageErrors) {
        FilterRegistrationBean<AdminAccess> filter =
                new FilterRegistrationBean<>(new AdminAccess(administrators, sessions, pageErrors, serai.headers()));
        filter.addUrlPatterns("/manage", "/manage/*", "/admin", "/admin/*");
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 2); // before the routes: one under /manage is theirs alone as well
        return filter;
    }

    /** Before every handler there is, whichever mapping found it. */
    @Bean
    MappedInterceptor actGate() {
        return new MappedInterceptor(null, new ActGate());
    }

    @Bean
    ProviderKeys providerKeys(ProjectRegistry projects, MasterKeys masterKeys) {
        return new ProviderKeys(projects, masterKeys);
    }

    /** {@code format=csv} asks for what {@code Accept: text/csv} does: links can say no more. */
    @Bean
    WebMvcConfigurer formats() {
        return new WebMvcConfigurer() {
            @Override
            public void configureContentNegotiation(ContentNegotiationConfigurer negotiation) {
                negotiation
                        .favorParameter(true)
                        .mediaType("json", MediaType.APPLICATION_JSON)
                        .mediaType("csv", MediaType.parseMediaType(Csv.TYPE));
            }
        };
    }
}
