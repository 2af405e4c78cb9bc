package dev.serai.transform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.files.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransformVariablesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "let a = 1 $a",
                "def f(a, b-c) $a + $b-c f(1, 2)",
                "$target.model + $request.model + $now + $state.n",
                "\"$5 is no variable\"",
                "\"a quote \\\" and $b\"",
                "1 // nor is $this",
                "{for (.) let key = .k $key : 1}"
            })
    void variableThatIsSet_isNoProblem(String transform) {
        assertThat(TransformVariables.unset("a.jslt", transform)).isEmpty();
    }

    @Test
    void variableThatNobodySets_isReportedOnceWithItsLine() {
        assertThat(TransformVariables.unset("p/a.jslt", "let a = \"x\ny\" // $c\n{\n  \"b\": $b + $b + $a\n}"))
                .containsExactly(new Problem("transforms/p/a.jslt", 4, "nobody sets the variable $b"));
    }
}
