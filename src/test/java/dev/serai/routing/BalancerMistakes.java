package dev.serai.routing;

import static dev.serai.routing.ReloadingGatewayTest.write;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** Options of balancers that are wrong. */
final class BalancerMistakes {

    private static final String ALIAS = "routes/models/fast.camel.yaml";

    private static final String ROUTE = """
        - route:
            id: model-fast
            group: models
            description: Fast
            errorHandler: { noErrorHandler: {} }
            from:
              uri: direct:model-fast
              steps:
                - loadBalance:
                    id: fast-targets
                    customLoadBalancer: { ref: "%s" }
                    steps:
                      - to: { id: fast-a, uri: "target:simulator/a" }
                      - to: { id: fast-b, uri: "target:simulator/b" }
        """;

    private BalancerMistakes() {}

    static Stream<Arguments> all() {
        return Stream.concat(
                Stream.of(
                        wrong("inOrder?recovery=resumee", "recovery is none, resume, restart or hold, not 'resumee'"),
                        wrong("inOrder?recovery", "recovery is none, resume, restart or hold, not ''"),
                        wrong("inOrder?hedge=soon", "hedge is p10 to p99, or a duration such as 800ms, not 'soon'"),
                        wrong("inOrder?hedge=0ms", "hedge is p10 to p99"),
                        wrong("inOrder?refusals=reroute", "refusals is pass or failover, not 'reroute'"),
                        wrong(
                                "inOrder?recover=resume",
                                "no option 'recover'; they have condense, hedge, recovery and refusals"),
                        wrong("inOrder?recovery=resume&&hedge=p95", "no option ''"),
                        wrong("inOrder?hedge=p95&recovery=resume&hedge=p90", "hedge of a balancer stands here twice"),
                        wrong("inOrder?recovery={{env:UNSET_RECOVERY:resumee}}", "not 'resumee'"),
                        wrong("inOrdre?recovery=resume", "inOrdre?recovery=resume"),
                        wrong("inOrdre", "inOrdre"),
                        wrong("answer?recovery=resume", "answer?recovery=resume")),
                Stream.of(
                                "- setVariable: { id: x, name: recovery, constant: resume }",
                                "- setVariable: { id: x, name: hedge, expression: { simple: { expression: p95 } } }",
                                "- setVariables: { id: x, variables: [{ name: refusals, constant: failover }] }",
                                "- to: { id: x, uri: 'log:x', variableReceive: hedge }")
                        .map(step -> RouteMistakes.of(
                                "the variable of old: " + step,
                                RouteMistakes.step(step),
                                ReloadingGatewayTest.ROUTER,
                                11,
                                "is an option of the balancer, customLoadBalancer: { ref: \"inOrder?")));
    }

    private static Arguments wrong(String balancer, String reason) {
        return RouteMistakes.of(
                "the balancer " + balancer, () -> write(ALIAS, ROUTE.formatted(balancer)), ALIAS, 11, reason);
    }
}
