package dev.serai;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

/**
 * Everything under {@code serai:} in {@code application.yaml}, which explains each key and has its default.
 *
 * @param routes folder of the route files
 * @param transforms folder of the transforms
 * @param watchInterval how often both are looked at; zero for never
 * @param startLimit how long changed routes may take to start
 * @param drainLimit how long streams may finish on routes that were changed
 * @param components the Camel components that route files may use
 * @param adminKey what {@code /manage} asks for
 * @param keys callers' keys
 * @param keyHeader a further header that may carry a key
 * @param maxBody largest request body, unpacked
 * @param maxConnections most connections to providers
 * @param keepAliveInterval silence of a stream after which a comment is sent
 * @param firstEventPatience how long a stream's first event may decide over failover
 * @param modelRefreshInterval how often providers are asked for their models
 * @param upstreamAuthErrors {@code hide} or {@code pass}
 * @param breaker when a provider is left alone
 * @param cors who may call from a browser
 */
@ConfigurationProperties("serai")
public record SeraiProperties(
        Path routes,
        Path transforms,
        Duration watchInterval,
        Duration startLimit,
        Duration drainLimit,
        List<String> components,
        String adminKey,
        List<String> keys,
        String keyHeader,
        DataSize maxBody,
        int maxConnections,
        Duration keepAliveInterval,
        Duration firstEventPatience,
        Duration modelRefreshInterval,
        String upstreamAuthErrors,
        Breaker breaker,
        Cors cors) {

    /**
     * When a provider is left alone.
     *
     * @param failureRate percent of the last calls that may fail
     * @param window how many calls are looked at
     * @param openFor how long it is left alone
     */
    public record Breaker(int failureRate, int window, Duration openFor) {}

    /**
     * Who may call from a browser.
     *
     * @param allowedOrigins origins, none by default
     */
    public record Cors(List<String> allowedOrigins) {}
}
