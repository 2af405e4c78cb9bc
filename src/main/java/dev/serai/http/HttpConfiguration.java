package dev.serai.http;

import dev.serai.SeraiProperties;
import dev.serai.time.Watchdog;
import dev.serai.wire.LargeBodies;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.autoconfigure.thread.Threading;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/** The servlet container and the filters in front of the routes. */
@Configuration(proxyBeanMethods = false)
class HttpConfiguration {

    /** For the turn of a large body. */
    private static final Duration TURN = Duration.ofSeconds(30);

    @Bean
    FilterRegistrationBean<Envelope> envelope(SeraiProperties serai) {
        FilterRegistrationBean<Envelope> filter = new FilterRegistrationBean<>(new Envelope(serai.headers()));
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

    /** Spring's own ways would believe headers of anyone in a private network, or of everyone. */
    @Bean
    TrustedProxies trustedProxies(SeraiProperties serai, ServerProperties server) {
        ServerProperties.Tomcat.Remoteip remote = server.getTomcat().getRemoteip();
        ServerProperties.ForwardHeadersStrategy strategy = server.getForwardHeadersStrategy();
        if (strategy != ServerProperties.ForwardHeadersStrategy.NONE
                || remote.getRemoteIpHeader() != null
                || remote.getProtocolHeader() != null) {
            throw new InvalidConfigurationPropertyValueException(
                    "server.forward-headers-strategy",
                    strategy,
                    "Name the proxies in front in SERAI_TRUSTED_PROXIES instead, and remove this and"
                            + " server.tomcat.remoteip");
        }
        if (serai.anonymousLoopback() && !serai.trustedProxies().isEmpty()) {
            throw new InvalidConfigurationPropertyValueException(
                    "serai.anonymous",
                    serai.anonymous(),
                    "Behind a proxy nobody is known by where they are: set it to none, or SERAI_TRUSTED_PROXIES to nothing");
        }
        try {
            return new TrustedProxies(serai.trustedProxies());
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationPropertyValueException(
                    "serai.trusted-proxies", serai.trustedProxies(), e.getMessage());
        }
    }

    /**
     * Half of the threads may wait for bodies, as many for clients that take their answers, and a quarter for their turns;
     * virtual ones cost little more than the connections that they serve.
     */
    @Bean
    Connections connections(
            SeraiProperties serai, ServerProperties server, Environment environment, Watchdog watchdog) {
        ServerProperties.Tomcat tomcat = server.getTomcat();
        int threads = tomcat.getThreads().getMax();
        if (Threading.VIRTUAL.isActive(environment)) {
            LargeBodies.letWait(Integer.MAX_VALUE, TURN);
            Uploads uploads = new Uploads(tomcat.getMaxConnections() / 2);
            return new Connections(serai.clients(), uploads, Downloads.unbounded(), Places.unbounded());
        }
        LargeBodies.letWait(Math.max(1, threads / 4), TURN);
        Downloads downloads = Downloads.atMost(Math.max(1, threads / 2), watchdog);
        return new Connections(serai.clients(), new Uploads(Math.max(1, threads / 2)), downloads, Places.of(threads));
    }

    /**
     * Refusals are ours once for all requests, and once as the innermost of the host's valves, before Tomcat's own
     * report.
     */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> valves(
            Watchdog watchdog, SeraiProperties serai, Connections connections, TrustedProxies proxies) {
        return tomcat -> {
            if (!proxies.isEmpty()) {
                tomcat.addEngineValves(new Senders(proxies));
            }
            tomcat.addEngineValves(new KeyInQuery());
            tomcat.setProtocol(Connections.PROTOCOL);
            tomcat.addConnectorCustomizers(connections);
            tomcat.addEngineValves(
                    new UnreadBody(), new Client.Introduction(watchdog, serai.clients()), new RefusedRequests(serai.headers()));
            tomcat.addContextCustomizers(
                    context -> context.getParent().getPipeline().addValve(new RefusedRequests(serai.headers())));
        };
    }
}
