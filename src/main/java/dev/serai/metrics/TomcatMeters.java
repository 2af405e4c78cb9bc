package dev.serai.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.function.ToDoubleFunction;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.AbstractProtocol;
import org.apache.tomcat.util.threads.ThreadPoolExecutor;
import org.springframework.boot.web.embedded.tomcat.TomcatWebServer;
import org.springframework.boot.web.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.ApplicationListener;

/**
 * Connections and threads of the servlet container, under the names that Micrometer's binder gives them. That one reads them
 * from JMX, where Tomcat would register each connection besides.
 */
final class TomcatMeters implements ApplicationListener<ServletWebServerInitializedEvent> {

    private final MeterRegistry registry;

    TomcatMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void onApplicationEvent(ServletWebServerInitializedEvent event) {
        if (event.getWebServer() instanceof TomcatWebServer server) {
            for (Connector connector : server.getTomcat().getService().findConnectors()) {
                if (connector.getProtocolHandler() instanceof AbstractProtocol<?> protocol) {
                    bind(protocol, Tags.of("name", "port-" + connector.getLocalPort()));
                }
            }
        }
    }

    private void bind(AbstractProtocol<?> protocol, Tags tags) {
        gauge(
                "tomcat.connections.current",
                "connections",
                "Connections that are open",
                protocol,
                AbstractProtocol::getConnectionCount,
                tags);
        gauge(
                "tomcat.connections.config.max",
                "connections",
                "Connections that may be open",
                protocol,
                AbstractProtocol::getMaxConnections,
                tags);
        if (protocol.getExecutor() instanceof ThreadPoolExecutor threads) { // virtual ones are no pool
            gauge(
                    "tomcat.threads.busy",
                    "threads",
                    "Threads that work on a request",
                    threads,
                    ThreadPoolExecutor::getActiveCount,
                    tags);
            gauge(
                    "tomcat.threads.current",
                    "threads",
                    "Threads that there are",
                    threads,
                    ThreadPoolExecutor::getPoolSize,
                    tags);
            gauge(
                    "tomcat.threads.config.max",
                    "threads",
                    "Threads that there may be",
                    threads,
                    ThreadPoolExecutor::getMaximumPoolSize,
                    tags);
        }
    }

    private <T> void gauge(String name, String unit, String description, T of, ToDoubleFunction<T> value, Tags tags) {
        Gauge.builder(name, of, value)
                .baseUnit(unit)
                .description(description)
                .tags(tags)
                .register(registry);
    }
}
