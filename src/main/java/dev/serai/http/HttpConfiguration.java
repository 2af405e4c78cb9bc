package dev.serai.http;

import dev.serai.SeraiProperties;
import dev.serai.resilience.Watchdog;
import java.util.List;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/** The servlet container and the filters in front of the routes. */
@Configuration(proxyBeanMethods = false)
class HttpConfiguration {

    @Bean
    FilterRegistrationBean<Envelope> envelope() {
        FilterRegistrationBean<Envelope> filter = new FilterRegistrationBean<>(new Envelope());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @Bean
    FilterRegistrationBean<CorsFilter> cors(SeraiProperties serai) {
        CorsConfiguration cors = new CorsConfiguration();
        cors.setAllowedOrigins(serai.cors().allowedOrigins());
        cors.setAllowedMethods(List.of("GET", "POST"));
        cors.addAllowedHeader("*");
        cors.addExposedHeader("*");
        UrlBasedCorsConfigurationSource paths = new UrlBasedCorsConfigurationSource();
        paths.registerCorsConfiguration("/**", cors);
        FilterRegistrationBean<CorsFilter> filter = new FilterRegistrationBean<>(new CorsFilter(paths));
        filter.setEnabled(!serai.cors().allowedOrigins().isEmpty());
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return filter;
    }

    /**
     * Model ids have slashes, and SDKs encode them: {@code /v1/models/openai%2Fgpt-4o}. A client that asks whether to
     * send its body ({@code Expect: 100-continue}) hears so when a route reads it, thus not if it may not call.
     */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> connector() {
        return tomcat -> tomcat.addConnectorCustomizers(connector -> {
            connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
            connector.setProperty("continueResponseTiming", "onRead");
        });
    }

    /** Clients that leave are noticed. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> clients(Watchdog watchdog) {
        return tomcat -> {
            tomcat.setProtocol(PeekingHttp11.class.getName());
            tomcat.addEngineValves(new Client.Introduction(watchdog));
        };
    }

    /**
     * Refusals are ours once for all requests, and once as the innermost of the host's valves, before Tomcat's own
     * report.
     */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> valves() {
        return tomcat -> {
            tomcat.addEngineValves(new RefusedRequests(), new LingeringClose());
            tomcat.addContextCustomizers(
                    context -> context.getParent().getPipeline().addValve(new RefusedRequests()));
        };
    }
}
