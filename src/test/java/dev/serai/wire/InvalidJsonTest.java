package dev.serai.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong with a caller's JSON, they hear what and where, and nothing of the parser's classes and features. */
class InvalidJsonTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "{\"a\"",
                "{\"a\":",
                "{\"a\":[1",
                "{\"a\":\"b",
                "{\"a\":1}}",
                "{} {}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":1,}",
                "{\"a\" 1}",
                "{\"a\":01}",
                "{\"a\":.5}",
                "{\"a\":+1}",
                "{\"a\":1.}",
                "{\"a\":NaN}",
                "{\"a\":-Infinity}",
                "{\"a\":tru}",
                "{\"a\":\"\t\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12\"}",
                "// a\n{}",
                "/* a */{}",
                "# a\n{}",
                "nonsense",
                "\u0000"
            })
    void mistake_isToldWithoutWordsOfTheParsers(String json) {
        JsonProcessingException error = catchThrowableOfType(
                JsonProcessingException.class, () -> Json.parse(json.getBytes(StandardCharsets.UTF_8)));

        String told = InvalidJson.refusal(error).getMessage();

        assertThat(told)
                .startsWith("The request body is not valid JSON: ")
                .matches("(?s).*\\(line \\d+, column \\d+\\)")
                .doesNotContain("Feature", "Source", "Json", "fasterxml", "`", "ALLOW", "start marker", "bound as");
    }
}
