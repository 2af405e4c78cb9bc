package dev.serai.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.wire.RequestScanner;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Equal requests have equal digests however they are written, and no others. */
class KeyDigestTest {

    private static String digest(String members) {
        String request = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]"
                + (members.isEmpty() ? "" : ",") + members + "}";
        return new KeyDigest()
                .add(RequestScanner.scan("chat", request.getBytes(StandardCharsets.UTF_8))
                        .members())
                .hex();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"a\":1,\"b\":2 | \"b\":2,\"a\":1",
                "\"a\":{\"x\":[1,2]} |   \"a\" : {  \"x\" : [ 1 , 2 ] }  ",
                "\"stream\":true | \"stream\":false",
                "\"stream\":true,\"stream_options\":{\"include_usage\": true} | \"stream\":true"
            })
    void whatIsWrittenOtherwise_isTheSame(String one, String other) {
        assertThat(digest(one)).isEqualTo(digest(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"a\":1 | \"a\":\"1\"",
                "\"a\":1 | \"a\":1.0",
                "\"a\":1 | \"a\":11",
                "\"a\":1 | \"a\":null",
                "\"a\":null | \"b\":null",
                "\"a\":\"x y\" | \"a\":\"xy\"",
                "\"a\":\"x\\\" y\" | \"a\":\"x\\\"y\"",
                "\"a\":[1,2] | \"a\":[12]",
                "\"a\":[1,2] | \"a\":[2,1]",
                "\"a\":[[1],2] | \"a\":[1,[2]]",
                "\"a\":{\"x\":1,\"y\":2} | \"a\":{\"y\":2,\"x\":1}",
                "\"a\":1,\"b\":2 | \"a\":1,\"c\":2",
                "\"a\":\"1\",\"b\":\"2\" | \"a\":\"1\\u0000b2\"",
                "\"stream_options\":{\"include_usage\":true,\"x\":1} | \"stream_options\":{\"include_usage\":true}"
            })
    void whatMeansSomethingElse_isNot(String one, String other) {
        assertThat(digest(one)).isNotEqualTo(digest(other));
    }

    @Test
    void texts_areToldWithTheirLength() {
        assertThat(new KeyDigest().add("ab").add("c").hex())
                .isNotEqualTo(new KeyDigest().add("a").add("bc").hex());
        assertThat(new KeyDigest().add(List.of("a", "b")).hex())
                .isNotEqualTo(new KeyDigest().add("a").add(List.of("b")).hex());
        TreeMap<String, String> one = new TreeMap<>();
        one.put("a", "b");
        assertThat(new KeyDigest().add(one).hex())
                .isNotEqualTo(new KeyDigest().add(List.of("a", "b")).hex());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4_000, 4_095, 4_096, 4_097, 8_192, 9_000, 100_000})
    void eachByteCounts_howeverLongAPartIs(int length) {
        String text = "x".repeat(length);
        String member = "\"a\":\"" + text + "\"";

        assertThat(digest(member)).isEqualTo(digest(" \"a\" : \"" + text + "\" "));
        for (String other : List.of(text + "y", "y" + text, text + " ", text + "\\\" y")) {
            assertThat(digest("\"a\":\"" + other + "\"")).isNotEqualTo(digest(member));
        }
    }
}
