package dev.serai.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.files.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What files say of answers to prompts that mean nearly the same is refused with its line where it cannot be meant. */
class SemanticChecksTest {

    private static final String ROUTE = """
        - route:
            id: model-fast
            from:
              uri: direct:model-fast
              steps:
                - setVariable: { id: a, name: cacheSemantic, %s }
                - setVariable: { id: b, name: %s, expression: { constant: { expression: "%s" } } }
        """;

    private static List<Problem> problems(String file, String semantic, String other, String embeddings) {
        RouteYaml yaml = RouteYaml.parse(
                file, ROUTE.formatted(semantic, other, embeddings).getBytes(StandardCharsets.UTF_8));
        return new SemanticChecks(Set.of("model-vectors", "router")).of(yaml);
    }

    private static List<Problem> threshold(String threshold) {
        return problems(
                "models/fast.camel.yaml",
                "expression: { constant: { expression: \"" + threshold + "\" } }",
                "cacheEmbeddings",
                "vectors");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.95", "1", "0.5", "off", "", "0.95,tools", "0.95, schema, tools", "{{env:NEAR:x}}"})
    void whatCanBeMeant_isTaken(String threshold) {
        assertThat(threshold(threshold)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.49",
                "1.01",
                "95",
                "-1",
                "on",
                "NaN",
                "0.95,",
                "0.95,tool",
                "0.95,tools,tools",
                "0.95;tools",
                "1e999999999"
            })
    void whatCannot_isRefusedWithItsLine(String threshold) {
        assertThat(threshold(threshold)).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(6);
            assertThat(problem.reason()).contains("the variable cacheSemantic is '" + threshold + "'");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "vektors, did you mean vectors?",
        "nothing-like-it, there is no routes/models/nothing-like-it.camel.yaml"
    })
    void unknownAlias_isRefused(String alias, String reason) {
        assertThat(problems("policies/x.camel.yaml", "constant: '0.9'", "cacheEmbeddings", alias))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.line()).isEqualTo(7);
                    assertThat(problem.reason()).contains(reason);
                });
    }

    @Test
    void aliasWithoutOneThatMakesEmbeddings_isRefused() {
        assertThat(problems("models/fast.camel.yaml", "constant: '0.9'", "other", "x"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.reason()).contains("needs cacheEmbeddings beside it"));
        assertThat(problems("models/fast.camel.yaml", "constant: 'off'", "other", "x"))
                .isEmpty();
        assertThat(problems("policies/x.camel.yaml", "simple: '${variable.x}'", "other", "x"))
                .isEmpty();
    }
}
