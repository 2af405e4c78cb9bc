package dev.serai.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a request asks for, the simulator says little enough, or refuses to. */
@Timeout(60)
class SimulatorBoundsTest {

    private static final int MOST_BYTES = 8 << 20;

    private final Simulator simulator = new Simulator(Clock.systemUTC(), Duration.ZERO, 0);

    private static String chat(String members) {
        return "{\"model\":\"echo\",\"messages\":[{\"role\":\"user\",\"content\":\"all tools\"}]," + members + "}";
    }

    private static String schema(String schema) {
        return chat("\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"schema\":" + schema + "}}");
    }

    private static String list(String item, int times) {
        return "[" + (item + ",").repeat(times - 1) + item + "]";
    }

    private static String tools(String parameters, int times) {
        return "\"tools\":"
                + list(
                        "{\"type\":\"function\",\"function\":{\"name\":\"f\",\"parameters\":" + parameters + "}}",
                        times);
    }

    static Stream<Arguments> requests() {
        String items = "{\"type\":\"array\",\"minItems\":2000000000,\"items\":@}";
        String nested = items;
        for (int i = 0; i < 50; i++) {
            nested = nested.replace("@", items);
        }
        String text = "{\"type\":\"string\",\"minLength\":2000000000}";
        String choices = "{\"enum\":[\"" + "e".repeat(100_000) + "\"]}";
        String both = "{\"allOf\":[{\"$ref\":\"#\"},{\"$ref\":\"#\"}],\"properties\":{\"a\":{\"$ref\":\"#\"}}}";
        String wide =
                "{\"type\":\"array\",\"minItems\":9999,\"items\":{\"$ref\":\"#/$defs/o\"},\"$defs\":{\"o\":{\"type\":\"object\","
                        + "\"required\":[" + names(20_000) + "]}}}";
        return Stream.of(
                Arguments.of("chat", schema(items.replace("@", "{}"))),
                Arguments.of("chat", schema(nested.replace("@", text))),
                Arguments.of("chat", schema(items.replace("@", text))),
                Arguments.of("chat", schema(items.replace("@", choices))),
                Arguments.of("chat", schema("{\"type\":\"object\",\"minProperties\":2000000000}")),
                Arguments.of("chat", schema(both)),
                Arguments.of("chat", schema(wide)),
                Arguments.of("chat", schema("{\"anyOf\":" + list(items.replace("@", choices), 100) + "}")),
                Arguments.of("chat", chat("\"n\":128," + tools(items.replace("@", text), 128))),
                Arguments.of("chat", chat("\"n\":128," + tools("{}", 5_000))),
                Arguments.of("chat", chat("\"n\":2000000000")),
                Arguments.of(
                        "chat",
                        chat("\"n\":1,\"max_tokens\":2000000000,\"logprobs\":true,\"top_logprobs\":2000000000")),
                Arguments.of("chat", chat("\"stop\":" + list("\"zz\"", 100_000))),
                Arguments.of("completions", "{\"model\":\"echo\",\"prompt\":" + list("\"a\"", 100_000) + ",\"n\":128}"),
                Arguments.of("completions", "{\"model\":\"echo\",\"prompt\":" + list("[1]", 1_000) + ",\"n\":1}"),
                Arguments.of(
                        "embeddings",
                        "{\"model\":\"echo\",\"input\":" + list("\"a\"", 5_000) + ",\"dimensions\":3072}"),
                Arguments.of("embeddings", "{\"model\":\"echo\",\"input\":\"a\",\"dimensions\":2000000000}"));
    }

    private static String names(int count) {
        StringBuilder names = new StringBuilder("\"n\"");
        for (int i = 0; i < count; i++) {
            names.append(",\"n").append(i).append('"');
        }
        return names.toString();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void request_isAnsweredShortlyOrRefused(String operation, String request) throws Exception {
        Reply reply = simulator.reply(operation, Json.parse(request.getBytes(StandardCharsets.UTF_8)));
        byte[] body = reply.body().readNBytes(MOST_BYTES + 1);
        assertThat(body.length).isLessThanOrEqualTo(MOST_BYTES);
        JsonNode answer = Json.parse(body);
        assertThat(reply.status()).as(answer.path("error").toString()).isIn(200, 400);
        assertThat(answer.has("choices")
                        || answer.has("data")
                        || answer.path("error").path("message").isTextual())
                .isTrue();
    }

    @Test
    void largestEmbeddings_areWrittenOneByOne() throws Exception {
        JsonNode request = Json.parse(("{\"model\":\"echo\",\"input\":" + list("\"a\"", 2048) + ",\"dimensions\":3072}")
                .getBytes(StandardCharsets.UTF_8));
        Reply reply = simulator.reply("embeddings", request);
        assertThatCode(() -> {
                    byte[] buffer = new byte[1 << 16];
                    long bytes = 0;
                    for (int n = reply.body().read(buffer);
                            n >= 0;
                            n = reply.body().read(buffer)) {
                        bytes += n;
                        assertThat(reply.body().available()).isLessThan(1 << 16);
                    }
                    assertThat(bytes).isGreaterThan(50_000_000);
                })
                .doesNotThrowAnyException();
    }
}
