package dev.serai.admin;

import dev.serai.SeraiProperties;
import dev.serai.access.Administrators;
import dev.serai.access.Directory;
import dev.serai.access.Loopback;
import java.time.Clock;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Puts the question who asks before everything under {@code /manage}. */
@Configuration(proxyBeanMethods = false)
class AdminConfiguration {

    @Bean
    FilterRegistrationBean<AdminAccess> adminAccess(
            SeraiProperties serai, Directory directory, Loopback loopback, Clock clock) {
        Administrators administrators =
                new Administrators(serai.adminKey(), directory, serai.anonymousLoopback() ? loopback : null, clock);
        FilterRegistrationBean<AdminAccess> filter = new FilterRegistrationBean<>(new AdminAccess(administrators));
        filter.addUrlPatterns("/manage", "/manage/*");
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 2); // before the routes: one under /manage is theirs alone as well
        return filter;
    }
}
