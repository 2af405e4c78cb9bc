package dev.serai.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.files.Folder;
import dev.serai.files.GenerationFiles;
import dev.serai.files.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where in its line a mistake is. */
class MistakeTest {

    private static final String FILE = "routes/a.camel.yaml";
    private static final String ROUTE = """
            - route:
                id: a
                from:
                  uri: direct:a
                  steps:
                    - to: { id: b, uri: "direct:b" }
                    # said of nothing
                    - setVariable:
                        name: c
            - beans: [one,
                two]
            """;

    private static Mistake at(String file, String text, int line) {
        GenerationFiles files = GenerationFiles.of(
                new Folder("r", Map.of("a.camel.yaml", text.getBytes(StandardCharsets.UTF_8))),
                new Folder("t", Map.of("a.jslt", text.getBytes(StandardCharsets.UTF_8))));
        return Mistake.of(List.of(new Problem(file, line, "wrong")), files).get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 3, [0].route",
        "2, 5, [0].route.id",
        "4, 7, [0].route.from.uri",
        "6, 11, [0].route.from.steps[0].to",
        "7, 9, ",
        "9, 13, [0].route.from.steps[1].setVariable.name",
        "11, 5, [1].beans[1]",
        "99, 1, ",
        "0, 0, "
    })
    void place_isThatOfTheFirstKeyInTheLine(int line, int column, String field) {
        assertThat(at(FILE, ROUTE, line)).isEqualTo(new Mistake(FILE, line, column, field, "wrong"));
    }

    @Test
    void textThatIsNoYaml_hasTheColumnWhereItEnds() {
        assertThat(at(FILE, "- route:\n    id: [a\n    from: {\n", 2).column()).isEqualTo(9);
        assertThat(at(FILE, "- route:\n  \tid: a\n", 2).column()).isEqualTo(3);
    }

    @Test
    void aliases_endTheWay() {
        assertThat(at(FILE, "- &a [ b ]\n- c: *a\n- d: 1\n", 3).field()).isEqualTo("[2].d");
    }

    @Test
    void otherFiles_haveTheirFirstWord() {
        assertThat(at("transforms/a.jslt", "{\n    \"a\": .b\n}", 2))
                .isEqualTo(new Mistake("transforms/a.jslt", 2, 5, null, "wrong"));
        assertThat(at("routes/none.yaml", "", 2).column()).isZero();
    }
}
