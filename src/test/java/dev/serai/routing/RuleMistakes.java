package dev.serai.routing;

import static dev.serai.routing.ReloadingGatewayTest.ACME;
import static dev.serai.routing.ReloadingGatewayTest.edit;
import static dev.serai.routing.ReloadingGatewayTest.provider;
import static dev.serai.routing.ReloadingGatewayTest.write;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Rules of models that may not serve, as {@link RouteMistakes} has them. */
final class RuleMistakes {

    private static final String RULES = "routes/providers/xai.models.yaml";

    private RuleMistakes() {}

    static Stream<Arguments> all() {
        return Stream.of(
                RouteMistakes.of(
                        "a rule of models that nobody explains",
                        () -> edit(RULES, file -> file.replaceFirst("\\{ drop:", "{ dropp:")),
                        RULES,
                        5,
                        "dropp is explained nowhere"),
                RouteMistakes.of(
                        "rules of models without a date",
                        () -> edit(RULES, file -> file.replaceFirst("asOf.*\n", "")),
                        RULES,
                        2,
                        "asOf is missing"),
                RouteMistakes.of(
                        "rules of models that are not there",
                        () -> write(ACME, provider("acme", "x") + "      - { name: modelRules, value: acme-2 }\n"),
                        ACME,
                        10,
                        "there is no routes/providers/acme-2.models.yaml"),
                RouteMistakes.of(
                        "rules of models beside no provider",
                        () -> write("routes/models/acme.models.yaml", "models: {}\n"),
                        "routes/models/acme.models.yaml",
                        0,
                        "beside their provider"));
    }
}
