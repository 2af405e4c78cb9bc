package dev.serai.support;

import dev.serai.balancing.Loads;
import dev.serai.breakers.Breakers;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/**
 * A gateway whose routes wait for seconds where those that are shipped wait for minutes, whose breakers open after ten
 * calls, that sends no comments and has platform threads. It serves more providers, and an alias over two of them.
 */
@TestPropertySource(
        properties = {
            "serai.breaker.failure-rate=50",
            "serai.breaker.window=10",
            "serai.breaker.open-for=3s",
            "serai.keep-alive-interval=0",
            "serai.first-event-patience=10s",
            "spring.threads.virtual.enabled=false"
        })
public abstract class ImpatientGatewayTest extends GatewayTest {

    /** Nobody listens there. */
    private static final String REFUSING = "http://127.0.0.1:1";

    private static final String CHAIN = """
        - route:
            id: model-chain
            group: models
            errorHandler: { noErrorHandler: {} }
            from:
              uri: direct:model-chain
              steps:
                - loadBalance:
                    failoverLoadBalancer: { exception: [dev.serai.breakers.Retryable] }
                    steps:
                      - to: { uri: "target:refused/first" }
                      - to: { uri: "target:lasting/second" }
        """;

    @Autowired
    private Breakers breakers;

    @Autowired
    private Loads loads;

    @DynamicPropertySource
    static void shortTimeouts(DynamicPropertyRegistry properties) throws IOException {
        Path routes = RoutesCopy.edited("((?:idle|firstToken)Timeout, (?:defaultValue|value): )\"\\d+\"", "$1\"1000\"");
        Path template = routes.resolve("templates/http-provider.camel.yaml");
        Files.writeString(
                template,
                Files.readString(template)
                        .replaceAll("((?:headers|total)Timeout, defaultValue: )\"\\d+\"", "$1\"4000\""));
        provider(routes, "refused", REFUSING, PROVIDER_KEY, "", 2000);
        provider(routes, "lasting", UPSTREAM.url() + "/lasting", PROVIDER_KEY, "", 2000);
        provider(routes, "patient", UPSTREAM.url() + "/patient", PROVIDER_KEY, "", 60_000);
        provider(routes, "unset", REFUSING, "{{env:UNSET_API_KEY:}}", "gpt-4o-mini* nobody-*", 2000);
        Files.writeString(routes.resolve("models/chain.camel.yaml"), CHAIN);
        RoutesCopy.alias(routes, "trying", "inOrder", "", "patient/tried?retries=2");
        RoutesCopy.alias(routes, "waiting", "inOrder", "", "patient/any", "lasting/second");
        properties.add("serai.routes", routes::toString);
    }

    /** Also waits for the second in which a target is not asked first that had an open one. */
    @BeforeEach
    void closeBreakers() throws InterruptedException {
        loads.unlisted().forEach(reading -> loads.list(reading.name()));
        breakers.readings().forEach(reading -> breakers.force(reading.name(), "auto"));
        for (int i = 0; i < 200 && loads.of("anthropic/claude-sonnet-4-5").restsFor() > 0; i++) {
            Thread.sleep(10);
        }
    }

    /** Of a target that an alias names. */
    protected CircuitBreaker breaker(String target) {
        return breakers.ofTarget(target).circuit();
    }

    private static void provider(Path routes, String name, String url, String key, String models, int idleMillis)
            throws IOException {
        String limit = String.valueOf(idleMillis);
        RoutesCopy.provider(
                routes,
                name,
                url,
                "apiKey",
                key,
                "models",
                models,
                "headersTimeout",
                limit,
                "firstTokenTimeout",
                limit,
                "idleTimeout",
                limit,
                "totalTimeout",
                "60000");
    }
}
