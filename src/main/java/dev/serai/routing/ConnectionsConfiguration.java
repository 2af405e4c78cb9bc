package dev.serai.routing;

import dev.serai.SeraiProperties;
import dev.serai.time.Watchdog;
import dev.serai.upstream.Certificates;
import dev.serai.upstream.Keys;
import dev.serai.upstream.UpstreamConnections;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskExecutor;

/** The connections to providers, and what they are called with: they outlive generations. */
@Configuration(proxyBeanMethods = false)
class ConnectionsConfiguration {

    @Bean
    Certificates certificates() {
        return new Certificates();
    }

    @Bean
    UpstreamConnections upstreamConnections(
            SeraiProperties serai, Watchdog watchdog, Certificates certificates, MeterRegistry meters) {
        UpstreamConnections connections = new UpstreamConnections(serai.maxConnections(), watchdog, certificates);
        connections.show(meters);
        return connections;
    }

    @Bean
    Keys keys(
            UpstreamConnections connections,
            SeraiProperties serai,
            @Qualifier("applicationTaskExecutor") TaskExecutor threads) {
        return new Keys(serai.providerKeys().overlap(), connections::client, threads, System::nanoTime);
    }

    @Bean
    KeysWatch keysWatch(Generations generations, Reloads reloads, SeraiProperties serai) {
        return new KeysWatch(generations, reloads, serai.providerKeys().interval(), serai.startLimit());
    }
}
