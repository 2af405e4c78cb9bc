package dev.serai.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import dev.serai.files.Folder;
import dev.serai.files.InvalidFilesException;
import dev.serai.wire.Json;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What replaces functions of JSLT's own gives what they give, as far as patterns can be matched in linear time. */
class PatternFunctionsTest {

    private static final List<HostFunction> OURS = new ArrayList<>();

    static {
        OURS.addAll(PatternFunctions.all());
        OURS.addAll(NumberFunctions.all());
    }

    private static JsonNode ours(String expression) {
        return new Parser(new StringReader(expression))
                .withFunctions(List.copyOf(OURS))
                .compile()
                .apply(Json.MAPPER.createObjectNode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "test(\"abc\", \"^b\")",
                "test(\"abc\", \"b\")",
                "test(null, \"b\")",
                "test(12, \"^[0-9]+$\")",
                "test(\"https://A\", \"(?i)^HTTPS?://a\")",
                "capture(\"a.b.png?x=1\", \"\\\\.(?<ext>[a-z]{2,4})(?:[?#].*)?$\")",
                "capture(\"17s\", \"^(?<seconds>[0-9.]+)(?<unit>ms)?s$\")",
                "capture(\"x\", \"(?<y>y)\")",
                "capture(null, \"(?<y>y)\")",
                "split(\"a__b__c__\", \"__\")",
                "split(\"__a\", \"__\")",
                "split(\"\", \"__\")",
                "split(\"abc\", \"x\")",
                "split(null, \"x\")",
                "replace(\"  a  \", \"\\\\s+$\", \"\")",
                "replace(\"a-b-c\", \"-\", \"$0\")",
                "replace(\"abc\", \"x\", \"y\")",
                "replace(null, \"x\", \"y\")",
                "replace(12, \"1\", \"3\")",
                "number(\"12\")",
                "number(\"-12\")",
                "number(\"007\")",
                "number(\"1.25\")",
                "number(\"1.5e3\")",
                "number(\"12345678901234\")",
                "number(\"12345678901234567890\")",
                "number(\"x\", null)",
                "number(\"\", 5)",
                "number(null)",
                "number(null, 5)",
                "number({}, 5)",
                "number(7)",
                "from-json(\"{\\\"a\\\":[1,null]}\")",
                "from-json(\"{\", false)",
                "from-json(null, 1)"
            })
    void function_givesWhatJsltsOwnGives(String expression) {
        JsonNode jslts = Parser.compileString(expression).apply(Json.MAPPER.createObjectNode());

        assertThat(Json.text(ours(expression))).isEqualTo(Json.text(jslts));
    }

    @Test
    void numberOutOfRange_isNone() {
        String digits = "9".repeat(5000);
        for (String number : new String[] {"1e99999999999", "-1e-400", "1e400", digits, "0." + digits}) {
            assertThat(ours("number(\"" + number + "\", \"none\")").asText()).isEqualTo("none");
            assertThat(ours("from-json(\"" + number + "\", \"none\")").asText()).isEqualTo("none");
        }
        assertThat(ours("from-json(\"\", 1)").asInt()).isEqualTo(1);
        assertThat(Json.text(ours("from-json(\"1.10\")"))).isEqualTo("1.10");
    }

    @Test
    void patternFromTheInput_isBounded() {
        assertThatThrownBy(() -> PatternFunctions.compiled("a".repeat(5000))).isInstanceOf(JsltException.class);
        for (int i = 0; i < 5000; i++) {
            PatternFunctions.compiled("p" + i);
        }
        assertThat(PatternFunctions.kept()).isLessThanOrEqualTo(1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a(?!b)", "(?<=a)b", "(a)\\\\1", "a++", "(?>a)"})
    void patternThatIsNotLinear_isRefusedWithItsLine(String pattern) {
        String transform = "let a = 1\n// test(., \"(?!\")\n{\"x\": [for (.) test(replace(., \"x\", \"y\"),\n  \""
                + pattern + "\")]}";

        assertThat(TransformPatterns.unusable("lib/x.jslt", transform))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.file()).isEqualTo("transforms/lib/x.jslt");
                    assertThat(problem.line()).isEqualTo(4);
                    assertThat(problem.reason()).contains("RE2");
                });
        assertThatThrownBy(() -> new Transforms(
                        new Folder("here", Map.of("p/chat/request.jslt", transform.getBytes(StandardCharsets.UTF_8))),
                        new TransformFunctions(() -> "1")))
                .isInstanceOf(InvalidFilesException.class)
                .hasMessageContaining("request.jslt:4");
    }
}
