package dev.serai.routing;

import static dev.serai.routing.ReloadingGatewayTest.write;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What routes may not say of the answers that are kept. */
final class CacheMistakes {

    private static final String ALIAS = "routes/models/faq.camel.yaml";

    private CacheMistakes() {}

    /** An alias with a step in line 8. */
    private static String alias(String steps) {
        return """
                - route:
                    id: model-faq
                    group: models
                    description: Answers that are kept
                    errorHandler: { noErrorHandler: {} }
                    from:
                      uri: direct:model-faq
                      steps:
                %s        - to: { id: faq-target, uri: "target:openai/gpt-5.1" }
                """.formatted(steps);
    }

    private static String step(String name, String expression) {
        return "        - setVariable: { id: faq-%s, name: %s, expression: { %s } }%n"
                .formatted(name, name, expression);
    }

    private static Arguments constant(String name, String value, String reason) {
        return of(name, "constant: { expression: \"" + value + "\" }", reason);
    }

    private static Arguments of(String name, String expression, String reason) {
        return RouteMistakes.of(
                name + " as " + expression,
                () -> write(ALIAS, alias(step("other", "constant: x") + step(name, expression))),
                ALIAS,
                10,
                reason);
    }

    private static String many() {
        StringBuilder steps = new StringBuilder();
        IntStream.range(0, 17)
                .forEach(i ->
                        steps.append(step("cacheCategory", "constant: a" + i).replace("id: faq-", "id: faq-" + i)));
        return steps.toString();
    }

    static Stream<Arguments> all() {
        return Stream.of(
                constant("cache", "sometimes", "cache is 'sometimes', which is no time such as 10m or 10m-2h"),
                constant("cache", "10m-often", "cache is 'often', which is no time"),
                constant("cache", "{{env:NOBODY_SETS_THIS:daily}}", "cache is 'daily'"),
                constant("cacheStale", "-1h", "cacheStale is '-1h'"),
                constant("cachePriority", "6", "is no number from 1 to 5"),
                constant("cachePriority", "high", "is no number from 1 to 5"),
                constant("cachePace", "-1", "is no number from 0"),
                constant("cacheCategory", "FAQ", "is no name of a category"),
                constant("cacheCategory", "user_sessions", "is a category of what are no answers"),
                of("cacheCategory", "simple: \"${variable.model}\"", "has to be a constant"),
                RouteMistakes.of(
                        "more categories than there may be",
                        () -> write(ALIAS, alias(many())),
                        ALIAS,
                        25,
                        "more than 16 categories"));
    }
}
