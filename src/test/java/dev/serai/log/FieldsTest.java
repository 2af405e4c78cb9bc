package dev.serai.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.KeyValuePair;

class FieldsTest {

    private static String line(Object value) {
        return Fields.behind("said", List.of(new KeyValuePair("model", value), new KeyValuePair("status", 200)));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "gpt-5.1, gpt-5.1",
                "a b, '\"a b\"'",
                "x status=500, '\"x status=500\"'",
                "a=b, '\"a=b\"'",
                "'say \"hi\" status=1', '\"say \\\"hi\\\" status=1\"'",
                "'a\\', '\"a\\\\\"'",
                "'', '\"\"'"
            })
    void value_cannotPassForAnotherPair(String value, String shown) {
        assertThat(line(value)).isEqualTo("said model=" + shown + " status=200");
    }

    @Test
    void blankOfAnyKind_isQuoted() {
        assertThat(line("x\u00a0status=1")).isEqualTo("said model=\"x\u00a0status=1\" status=200");
    }

    @Test
    void messageWithoutPairs_isItself() {
        assertThat(Fields.behind("said", List.of())).isEqualTo("said");
        assertThat(Fields.behind("said", null)).isEqualTo("said");
    }
}
