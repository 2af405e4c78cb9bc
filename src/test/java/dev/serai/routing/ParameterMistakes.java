package dev.serai.routing;

import static dev.serai.routing.ReloadingGatewayTest.ACME;
import static dev.serai.routing.ReloadingGatewayTest.provider;
import static dev.serai.routing.ReloadingGatewayTest.write;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Parameters of providers and options of targets that are wrong. */
final class ParameterMistakes {

    private ParameterMistakes() {}

    static Stream<Arguments> all() {
        return Stream.of(
                RouteMistakes.of(
                        "a parameter that is missing",
                        () -> write(ACME, provider("acme", "x").replaceFirst(".*baseUrl.*\n", "")),
                        ACME,
                        3,
                        "baseUrl"),
                RouteMistakes.of(
                        "a parameter that is malformed",
                        () -> write(ACME, provider("acme", "x") + "      - { name: rename, value: x }\n"),
                        ACME,
                        3,
                        "from=to"),
                RouteMistakes.of(
                        "a parameter without a value",
                        () -> write(ACME, provider("acme", "x").replaceFirst("baseUrl, value: .*", "baseUrl }")),
                        ACME,
                        6,
                        "the parameter baseUrl has no value"),
                RouteMistakes.of(
                        "a parameter that is unknown",
                        () -> write(ACME, provider("acme", "x") + "      - { name: baseURL, value: x }\n"),
                        ACME,
                        10,
                        "has no parameter 'baseURL'; it has apiKey, "),
                RouteMistakes.of(
                        "a parameter that stands twice",
                        () -> write(ACME, provider("acme", "x") + "      - { name: baseUrl, value: x }\n"),
                        ACME,
                        10,
                        "stands here twice"),
                RouteMistakes.of(
                        "a number that is none",
                        () -> write(ACME, provider("acme", "x") + "      - { name: retries, value: x }\n"),
                        ACME,
                        3,
                        "'x' in retries is not a number"),
                RouteMistakes.of(
                        "a duration that is none",
                        () -> write(ACME, provider("acme", "x") + "      - { name: idleTimeout, value: soon }\n"),
                        ACME,
                        3,
                        "'soon' in idleTimeout is no duration"),
                RouteMistakes.of(
                        "a weight that is none",
                        RouteMistakes.step("- to: { id: x, uri: 'target:simulator/a?weight=0' }"),
                        ReloadingGatewayTest.ROUTER,
                        11,
                        "the weight '0' is no positive number"),
                RouteMistakes.of(
                        "a time limit that is none",
                        RouteMistakes.step("- to: { id: x, uri: 'target:simulator/a?idleTimeout=soon' }"),
                        ReloadingGatewayTest.ROUTER,
                        11,
                        "'soon' in idleTimeout is no duration"));
    }
}
