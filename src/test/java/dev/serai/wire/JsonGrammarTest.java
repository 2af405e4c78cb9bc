package dev.serai.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What passes is JSON exactly where the parser says so, whatever pieces it comes in. */
class JsonGrammarTest {

    private static final String SAMPLE =
            "{\"a\":[1,-0.5e+3,true,false,null,{},[]],\"\u00e9\u4f60\ud83d\ude00\":\"x\\u00e9\\n\",\"b\":{\"c\":0}}";

    private static final byte[] BYTES = "{}[]\",:\\0123.eE+-tfnul \n\u0000".getBytes(StandardCharsets.UTF_8);

    private static boolean passes(byte[] bytes, Random random) {
        JsonGrammar grammar = new JsonGrammar();
        try {
            for (int i = 0; i < bytes.length; ) {
                int n = Math.min(bytes.length - i, 1 + random.nextInt(4));
                grammar.add(bytes, i, n);
                i += n;
            }
            grammar.end();
            return true;
        } catch (ApiException e) {
            assertThat(e.status()).isEqualTo(400);
            return false;
        }
    }

    /** By the parser: one object, nothing behind it, UTF-8 throughout. */
    private static boolean parses(byte[] bytes) throws IOException {
        if (Utf8.malformedAt(bytes) >= 0) {
            return false;
        }
        try (JsonParser json = Json.FACTORY.createParser(bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            Set<String> names = new HashSet<>();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                if (!names.add(json.currentName())) {
                    return false;
                }
                json.nextToken();
                json.skipChildren();
            }
            return json.nextToken() == null;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    @Test
    void anyChange_isJudgedAsTheParserDoes() throws Exception {
        Random random = new Random(15);
        int sound = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = SAMPLE.getBytes(StandardCharsets.UTF_8);
            for (int n = random.nextInt(3); n >= 0; n--) {
                byte other = random.nextInt(8) == 0 ? (byte) random.nextInt(256) : BYTES[random.nextInt(BYTES.length)];
                bytes[random.nextInt(bytes.length)] = other;
            }
            boolean expected = parses(bytes);
            sound += expected ? 1 : 0;
            assertThat(passes(bytes, random))
                    .as(new String(bytes, StandardCharsets.ISO_8859_1))
                    .isEqualTo(expected);
        }
        assertThat(sound).isBetween(100, 19_000);
    }

    @Test
    void everyBeginning_isNone() {
        byte[] bytes = SAMPLE.getBytes(StandardCharsets.UTF_8);
        for (int end = 1; end < bytes.length; end++) {
            assertThat(passes(Arrays.copyOf(bytes, end), new Random(end)))
                    .as("%s bytes", end)
                    .isFalse();
        }
        assertThat(passes(bytes, new Random(1))).isTrue();
    }

    @Test
    void nothing_andAMark_pass() {
        assertThat(passes(new byte[0], new Random(1))).isTrue();
        assertThat(passes("\ufeff{}".getBytes(StandardCharsets.UTF_8), new Random(1)))
                .isTrue();
        assertThat(passes(new byte[] {(byte) 0xEF, '{', '}'}, new Random(1))).isFalse();
    }

    @Test
    void depth_isBounded() {
        String most = "{\"a\":" + "[".repeat(999) + "]".repeat(999) + "}";
        assertThat(passes(most.getBytes(StandardCharsets.UTF_8), new Random(1))).isTrue();
        String more = "{\"a\":" + "[".repeat(1000) + "]".repeat(1000) + "}";
        assertThat(passes(more.getBytes(StandardCharsets.UTF_8), new Random(1))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}", "{\"a\":{},\"b\":1,\"a\":[]}"})
    void memberThatIsThereTwice_isRefused(String object) {
        assertThat(passes(object.getBytes(StandardCharsets.UTF_8), new Random(1)))
                .isFalse();
        assertThatThrownBy(() -> JsonGrammar.requireOnce(object.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.param()).isEqualTo("a"));
    }

    @Test
    void namesThatPass_areBounded() {
        String names = IntStream.range(0, 20_000)
                .mapToObj(i -> "\"member" + i + "\":0")
                .collect(Collectors.joining(",", "{", "}"));
        assertThat(passes(names.getBytes(StandardCharsets.UTF_8), new Random(1)))
                .isFalse();
    }

    @Test
    void namesOfDifferentObjects_areDifferent() {
        byte[] object = "{\"a\":{\"a\":1},\"b\":{\"a\":1}}".getBytes(StandardCharsets.UTF_8);
        assertThatCode(() -> JsonGrammar.requireOnce(object)).doesNotThrowAnyException();
        assertThat(passes(object, new Random(1))).isTrue();
    }
}
