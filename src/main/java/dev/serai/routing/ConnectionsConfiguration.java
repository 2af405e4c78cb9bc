package dev.serai.routing;

import dev.serai.SeraiProperties;
import dev.serai.aws.Aws;
import dev.serai.credentials.Authorization;
import dev.serai.google.Google;
import dev.serai.provider.Line;
import dev.serai.time.Watchdog;
import dev.serai.upstream.Certificates;
import dev.serai.upstream.Keys;
import dev.serai.upstream.UpstreamConnections;
import dev.serai.vault.Vaults;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

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
            Environment environment,
            Watchdog watchdog,
            Clock clock) {
        Authorization aws = new Aws(environment::getProperty, clock);
        Map<String, Function<Line, Authorization>> kinds = Map.of(
                "sigv4",
                line -> aws,
                "google",
                line -> Google.of(
                        environment::getProperty,
                        clock,
                        () -> connections.client(line),
                        () -> connections.client(line.withoutProxy()),
                        watchdog));
        return new Keys(serai.providerKeys().overlap(), kinds, connections::client, watchdog, clock);
    }

    @Bean(destroyMethod = "close")
    Vaults vaults(Environment environment, Clock clock) {
        return new Vaults(environment, clock, Vaults.functions(environment.getProperty("serai.vault-functions", "")));
    }

    @Bean
    KeysWatch keysWatch(Generations generations, Reloads reloads, SeraiProperties serai) {
        return new KeysWatch(generations, reloads, serai.providerKeys().interval(), serai.startLimit());
    }
}
