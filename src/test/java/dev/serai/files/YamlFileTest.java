package dev.serai.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** YAML that is no tree that anybody means. */
class YamlFileTest {

    @ParameterizedTest
    @ValueSource(ints = {101, 5_000, 50_000})
    void nestedBrackets_areRefusedWithTheirLine(int depth) {
        refused("a: 1\nb: " + "[".repeat(depth), "f.yaml:2: this is nested more than 100 deep");
        refused("a: 1\nb: " + "{a: ".repeat(depth), "f.yaml:2: this is nested more than 100 deep");
    }

    @Test
    void nestedIndents_areRefusedWithTheirLine() {
        StringBuilder yaml = new StringBuilder();
        for (int depth = 0; depth < 200; depth++) {
            yaml.append(" ".repeat(depth)).append("a:\n");
        }

        refused(yaml.toString(), "nested more than 100 deep");
    }

    @Test
    void aliasWithinItself_isRefused() {
        refused("a: &a\n  - *a\n", "f.yaml:2: *a stands within itself");
    }

    @Test
    void aliasesOfAliases_areRefusedBeforeTheyGrow() {
        StringBuilder yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            yaml.append("a" + i + ": &a" + i + " [")
                    .append(("*a" + (i - 1) + ", ").repeat(10))
                    .append("x]\n");
        }

        refused(yaml.toString(), "more than 1000000 values");
    }

    @Test
    void ordinaryDepthAndAliases_areTaken() {
        String yaml = "a: &a {x: 1}\nb: [*a, *a]\nc: " + "[".repeat(99) + "]".repeat(99) + "\n";

        assertThat(new YamlFile("f.yaml").root(yaml, "empty")).isNotNull();
    }

    private static void refused(String yaml, String message) {
        assertThatThrownBy(() -> new YamlFile("f.yaml").root(yaml, "empty"))
                .isInstanceOf(InvalidFilesException.class)
                .hasMessageContaining(message);
    }
}
