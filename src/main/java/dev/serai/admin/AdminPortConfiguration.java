package dev.serai.admin;

import dev.serai.SeraiProperties;
import dev.serai.http.Connections;
import org.apache.catalina.connector.Connector;
import org.springframework.boot.autoconfigure.web.ServerProperties;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** The port that {@code /manage} may have for itself. */
@Configuration(proxyBeanMethods = false)
class AdminPortConfiguration {

    /** Before the question who asks: on the gateway's port there is no {@code /manage} to be let into. */
    @Bean
    FilterRegistrationBean<AdminPort> adminPort(SeraiProperties serai) {
        FilterRegistrationBean<AdminPort> filter = new FilterRegistrationBean<>(new AdminPort(serai.adminPort()));
        filter.setEnabled(serai.adminPort() != 0);
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
        return filter;
    }

    /** At the same address as the gateway's port. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> adminConnector(
            SeraiProperties serai, ServerProperties server, Connections connections) {
        return tomcat -> {
            if (serai.adminPort() != 0) {
                Connector connector = new Connector(Connections.PROTOCOL);
                connections.customize(connector);
                connector.setPort(serai.adminPort());
                if (server.getAddress() != null) {
                    connector.setProperty("address", server.getAddress().getHostAddress());
                }
                tomcat.addAdditionalTomcatConnectors(connector);
            }
        };
    }
}
