package dev.serai.admin;

import dev.serai.SeraiProperties;
import dev.serai.access.Loopback;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Puts the key before everything under {@code /manage}. */
@Configuration(proxyBeanMethods = false)
class AdminConfiguration {

    @Bean
    FilterRegistrationBean<AdminAccess> adminAccess(SeraiProperties serai, Loopback loopback) {
        FilterRegistrationBean<AdminAccess> filter =
                new FilterRegistrationBean<>(new AdminAccess(serai.adminKey(), loopback));
        filter.addUrlPatterns("/manage", "/manage/*");
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 2); // before the routes: one under /manage is theirs alone as well
        return filter;
    }
}
