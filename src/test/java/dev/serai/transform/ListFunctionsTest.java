package dev.serai.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.wire.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What transforms ask of lists. */
class ListFunctionsTest {

    @ParameterizedTest(name = "{0} by {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "['a','b','c'] | ['x','x','y'] | [['a','b'],['c']]",
                "['a','b','c'] | ['x','y','x'] | [['a'],['b'],['c']]",
                "['a','b'] | [1,1.0] | [['a','b']]",
                "['a','b'] | [1,'1'] | [['a'],['b']]",
                "['a','b','c'] | ['x'] | [['a'],['b','c']]",
                "[] | [] | []",
                "null | null | []",
            })
    void runs_areNeighboursOfTheSameKey(String list, String keys, String runs) throws IOException {
        assertThat(call("runs", json(list), json(keys))).isEqualTo(json(runs));
    }

    private static JsonNode call(String name, JsonNode... arguments) {
        return ListFunctions.all().stream()
                .filter(function -> function.getName().equals(name))
                .findFirst()
                .orElseThrow()
                .call(null, arguments);
    }

    private static JsonNode json(String text) throws IOException {
        return Json.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
