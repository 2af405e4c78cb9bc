package dev.serai.routing;

import static dev.serai.routing.ReloadingGatewayTest.ACME;
import static dev.serai.routing.ReloadingGatewayTest.ROUTER;
import static dev.serai.routing.ReloadingGatewayTest.edit;
import static dev.serai.routing.ReloadingGatewayTest.file;
import static dev.serai.routing.ReloadingGatewayTest.provider;
import static dev.serai.routing.ReloadingGatewayTest.write;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Files that may not serve: each with the file, the line (0 for any) and the reason that are to be reported. */
final class RouteMistakes {

    private static final String EMBEDDINGS = "routes/inbound/embeddings.camel.yaml";
    private static final String TEMPLATE = "routes/templates/http-provider.camel.yaml";

    private RouteMistakes() {}

    @FunctionalInterface
    interface Mistake {
        void make() throws IOException;
    }

    /** A step after the router's first, which is in line 10 of its file. */
    static Mistake step(String step) {
        return () -> edit(ROUTER, file -> file.replaceFirst(" # sets.*", "\n        " + step));
    }

    private static Mistake edited(String path, UnaryOperator<String> change) {
        return () -> edit(path, change);
    }

    static Stream<Arguments> all() {
        return Stream.of(
                        YamlMistakes.all(),
                        ofRoutes(),
                        BalancerMistakes.all(),
                        ParameterMistakes.all(),
                        ParameterMistakes.misspelt())
                .flatMap(all -> all);
    }

    private static Stream<Arguments> ofRoutes() {
        return Stream.of(
                of("no list", () -> write(ACME, "route:\n  id: x\n"), ACME, 1, "begin each element with"),
                of("an unknown step", step("- proces: { id: x, ref: resolve }"), ROUTER, 11, "proces"),
                of("an unknown option", step("- to: { id: x, url: direct:x }"), ROUTER, 11, "url"),
                of("a component that is not allowed", step("- to: { id: x, uri: exec:ls }"), ROUTER, 11, "'exec'"),
                of("a component that is not there", step("- to: { id: x, uri: nowhere:x }"), ROUTER, 11, "nowhere:"),
                of("an unknown option of a component", step("- to: { id: x, uri: 'log:x?y=z' }"), ROUTER, 11, "y=z"),
                of("an unknown bean", step("- process: { id: x, ref: nobody }"), ROUTER, 11, "nobody"),
                of("an unknown bean's method", step("- bean: { id: x, ref: nobody, method: f }"), ROUTER, 11, "nobody"),
                of("an unknown route", step("- to: { id: x, uri: direct:nowhere }"), ROUTER, 11, "no route nowhere"),
                of(
                        "an unknown route in an expression",
                        step("- enrich: { id: x, expression: { constant: { expression: direct:nowhere } } }"),
                        ROUTER,
                        11,
                        "no route nowhere"),
                of(
                        "an unknown route in a list",
                        step("- recipientList: { id: x, delimiter: ';', constant: 'direct:router; direct:nowhere' }"),
                        ROUTER,
                        11,
                        "no route nowhere"),
                of(
                        "a component that is not allowed in an expression",
                        step("- routingSlip: { id: x, simple: 'direct:router,exec:ls' }"),
                        ROUTER,
                        11,
                        "'exec'"),
                of(
                        "an unknown transform",
                        step("- to: { id: x, uri: transform:a/b }"),
                        ROUTER,
                        11,
                        "transforms/a/b.jslt"),
                of("an unknown target", step("- to: { id: x, uri: target:a/b }"), ROUTER, 11, "target:a/b"),
                of(
                        "an option of a target that is none",
                        step("- to: { id: x, uri: 'target:simulator/a?wait=5s' }"),
                        ROUTER,
                        11,
                        "wait"),
                of(
                        "a weight in a balancer that is none",
                        edited("routes/models/canary.camel.yaml", file -> file.replace("weight=9", "weight=x")),
                        "routes/models/canary.camel.yaml",
                        14,
                        "the weight 'x'"),
                of(
                        "an unknown balancer",
                        step("- loadBalance: { id: x, customLoadBalancer: { ref: nobody }, steps: [] }"),
                        ROUTER,
                        11,
                        "nobody"),
                of(
                        "a bad expression",
                        step("- toD: { id: x, uri: 'log:\\${variable.' }"),
                        ROUTER,
                        11,
                        "expected symbol"),
                of(
                        "an expression that is none",
                        step("- setBody: { id: x, expression: { simple: { expression: '\\${body' } } }"),
                        ROUTER,
                        11,
                        "expected symbol"),
                of(
                        "an unknown configuration",
                        edited(EMBEDDINGS, file -> file.replace("openai-errors", "other-errors")),
                        EMBEDDINGS,
                        6,
                        "other-errors"),
                of(
                        "an unknown template",
                        () -> write(ACME, provider("acme", "x").replace("http-prov", "htp-prov")),
                        ACME,
                        2,
                        "htp-provider"),
                of(
                        "a step's id that stands twice",
                        step("- process: { id: ask, ref: resolve }"),
                        ROUTER,
                        22,
                        "the id ask stands also in " + ROUTER + ":11"),
                of(
                        "a step of a template",
                        edited(TEMPLATE, file -> file.replace("transform:response", "transform:respons")),
                        "routes/providers/alibaba.camel.yaml",
                        4,
                        TEMPLATE + ":"),
                of(
                        "an id against the rules",
                        () -> write(ACME, provider("acme", "x").replace("provider-acme", "acme")),
                        ACME,
                        3,
                        "must be provider-acme"),
                of(
                        "a file name against the rules",
                        () -> write("routes/providers/Acme.camel.yaml", provider("acme", "x")),
                        "routes/providers/Acme.camel.yaml",
                        0,
                        "lower case"),
                of(
                        "a file that would not be loaded",
                        () -> write("routes/providers/acme.yaml", provider("acme", "x")),
                        "routes/providers/acme.yaml",
                        0,
                        ".camel.yaml"),
                of(
                        "an unknown folder",
                        () -> write("routes/mine/acme.camel.yaml", provider("acme", "x")),
                        "routes/mine/acme.camel.yaml",
                        0,
                        "inbound, models"),
                of(
                        "an id that stands twice",
                        () -> write(ACME, provider("acme", "x") + provider("acme", "y")),
                        ACME,
                        12,
                        "stands also in " + ACME + ":3"),
                of("nothing inbound", () -> deleteInbound(), "routes", 0, "platform-http"),
                of(
                        "a class that is not there",
                        () -> write(ACME, "- beans:\n    - name: x\n      type: no.such.Type\n"),
                        ACME,
                        0,
                        "no.such.Type"),
                of(
                        "a bean that does not start",
                        step("- process: { id: x, ref: '#class:dev.serai.routing.Stubborn' }"),
                        ROUTER,
                        0,
                        "will not start"),
                of(
                        "a bean that takes too long",
                        step("- process: { id: x, ref: '#class:dev.serai.routing.Slow' }"),
                        "routes",
                        0,
                        "longer than 6 s"));
    }

    static Arguments of(String name, Mistake mistake, String file, int line, String reason) {
        return Arguments.of(name, mistake, file, line, reason);
    }

    private static void deleteInbound() throws IOException {
        try (Stream<Path> files = Files.list(file("routes/inbound"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }
}
