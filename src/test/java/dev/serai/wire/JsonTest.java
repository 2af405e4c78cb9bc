package dev.serai.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    private static JsonNode parse(String json) throws JsonProcessingException {
        return Json.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0.0",
                "1.10",
                "9007199254740993",
                "18446744073709551616",
                "1e5",
                "-1.5E-12",
                "1e307",
                "1e-307",
                "0.1000000000000000055511151231257827021181583404541015625"
            })
    void numberThatCanBeReckonedWith_keepsItsDigits(String number) throws Exception {
        assertThat(new BigDecimal(Json.text(parse(number)))).isEqualTo(new BigDecimal(number));
    }

    @ParameterizedTest
    @MethodSource("dev.serai.support.Mutations#numbers")
    void numberOutOfRange_isNoJsonHere(String number) {
        assertThatThrownBy(() -> parse("{\"a\":[0," + number + "]}")).isInstanceOf(JsonProcessingException.class);
        assertThatThrownBy(() -> parse(number)).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void byteOrderMark_isPassedOver() throws Exception {
        assertThat(parse("\ufeff{\"a\":1}")).isEqualTo(parse("{\"a\":1}"));
        byte[] padded = "xx\ufeff[1]yy".getBytes(StandardCharsets.UTF_8);
        assertThat(Json.parse(padded, 2, padded.length - 4)).isEqualTo(parse("[1]"));
        assertThat(JsonText.unmarked("\ufeff[]".getBytes(StandardCharsets.UTF_8)))
                .asString()
                .isEqualTo("   []");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE"})
    void wideEncoding_isNamed(String charset) {
        assertThatThrownBy(() -> Json.parse("{\"a\":1}".getBytes(Charset.forName(charset))))
                .isInstanceOf(JsonProcessingException.class)
                .hasMessageContaining("has to be in UTF-8");
    }
}
