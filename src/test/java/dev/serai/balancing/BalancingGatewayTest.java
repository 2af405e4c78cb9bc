package dev.serai.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.breakers.Breakers;
import dev.serai.support.Answers;
import dev.serai.support.GatewayTest;
import dev.serai.support.RoutesCopy;
import dev.serai.support.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A gateway with an alias for each of the balancers, and some more. */
abstract class BalancingGatewayTest extends GatewayTest {

    static final String CHAT = "/v1/chat/completions";
    private static final List<String> BALANCERS = List.of(
            "inOrder",
            "roundRobin",
            "weightedRandom",
            "leastConnections",
            "leastLatency",
            "lowestCost",
            "adaptive",
            "sticky");

    static final String SECOND_KEY = "sk-second-canary";

    @Autowired
    Loads loads;

    @Autowired
    Breakers breakers;

    @DynamicPropertySource
    static void aliases(DynamicPropertyRegistry properties) throws IOException {
        Path routes = RoutesCopy.edited("#none#", "");
        for (String balancer : BALANCERS) {
            alias(routes, kebab(balancer), balancer);
        }
        for (String name : List.of("streams", "cuts", "errors", "leaves", "limits")) {
            alias(routes, name, "inOrder");
        }
        alias(routes, "weights", "roundRobin");
        alias(routes, "keys", "inOrder");
        Path keys = routes.resolve("models/keys.camel.yaml");
        Files.writeString(keys, Files.readString(keys).replace("mistral/keys", "openai/keys?key=OPENAI_API_KEY_2"));
        properties.add("OPENAI_API_KEY_2", () -> SECOND_KEY);
        properties.add("serai.routes", routes::toString);
    }

    /** Each alias has models of its own, so that no test knows what another has learned. */
    private static void alias(Path routes, String name, String balancer) throws IOException {
        RoutesCopy.alias(routes, name, balancer, "", "openai/" + name + "?weight=3", "mistral/" + name);
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** What is known of a target. */
    Load load(String provider, String model) {
        return loads.of(provider + "/" + model);
    }

    /** Waits until no request of an alias is in flight. */
    void awaitEnd(String alias) throws InterruptedException {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(15));
        while (load("openai", alias).inFlight() + load("mistral", alias).inFlight() > 0) {
            assertThat(Instant.now()).as("still in flight").isBefore(deadline);
            Thread.sleep(10);
        }
    }

    /** How many requests came to the path. */
    static int asked(String path) {
        return (int) UPSTREAM.received().stream()
                .filter(request -> request.path().startsWith(path))
                .count();
    }

    /** One provider does this, the other answers. */
    static void answers(String provider, Script script) {
        UPSTREAM.answer(request -> {
            if (request.path().startsWith("/" + provider + "/")) {
                return script;
            }
            return request.text().contains("\"stream\":true")
                    ? Script.stream().send(Answers.stream("Hi")).end()
                    : Script.json(200, Answers.WHOLE);
        });
    }
}
