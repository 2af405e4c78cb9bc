package dev.serai.routing;

import static dev.serai.routing.ReloadingGatewayTest.ACME;
import static dev.serai.routing.ReloadingGatewayTest.write;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Route files that are no YAML, or none that anybody means, as {@link RouteMistakes} has them. */
final class YamlMistakes {

    private YamlMistakes() {}

    static Stream<Arguments> all() {
        return Stream.of(
                RouteMistakes.of("not YAML", () -> write(ACME, "- route:\n    id: [\n"), ACME, 3, "this is not YAML"),
                RouteMistakes.of(
                        "a key without a colon",
                        () -> write(ACME, "- route:\n    id acme\n    from: x\n"),
                        ACME,
                        2,
                        "YAML"),
                RouteMistakes.of(
                        "a quote that is not closed",
                        () -> write(ACME, "- route:\n    id: \"x\n    a: 1\n"),
                        ACME,
                        2,
                        "YAML"),
                RouteMistakes.of(
                        "a brace that is not closed", () -> write(ACME, "- to: { id: x\n- to: x\n"), ACME, 1, "YAML"),
                RouteMistakes.of("an empty file", () -> write(ACME, ""), ACME, 0, "the file is empty"),
                RouteMistakes.of(
                        "nesting without end",
                        () -> write(ACME, "- route: " + "[".repeat(100_000)),
                        ACME,
                        1,
                        "nested more than 100 deep"),
                RouteMistakes.of(
                        "an alias within itself",
                        () -> write(ACME, "- route: &a\n    id: *a\n"),
                        ACME,
                        2,
                        "stands within itself"));
    }
}
