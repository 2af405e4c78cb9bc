package dev.serai.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.Growth;
import dev.serai.wire.Json;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulator works in proportion to what it is sent, and reads a prompt once for all of its answers. */
@Timeout(60)
class SimulatorGrowthTest {

    private static final double MOST = 3;

    private final Simulator simulator = new Simulator(Clock.systemUTC(), Duration.ZERO, 0);

    private static String chat(String content, String more) {
        return "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":" + content + "}]" + more + "}";
    }

    private static String list(String item, int times) {
        return "[" + (item + ",").repeat(times - 1) + item + "]";
    }

    private static String schema(String schema) {
        return ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"schema\":" + schema + "}}";
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                request("chat", "text", size -> chat("\"" + "word, ".repeat(10 * size) + "\"", "")),
                request("chat", "blanks", size -> chat("\"" + " ".repeat(60 * size) + "\"", "")),
                request("chat", "ideographs", size -> chat("\"" + "漢".repeat(20 * size) + "\"", "")),
                request("chat", "parts", size -> chat(list("{\"type\":\"text\",\"text\":\"a\"}", size), ",\"n\":128")),
                request(
                        "chat",
                        "allowed tools",
                        size -> chat(
                                "\"Hi\"",
                                ",\"tools\":" + list("{\"type\":\"function\",\"function\":{\"name\":\"f\"}}", 128)
                                        + ",\"tool_choice\":{\"type\":\"allowed_tools\",\"allowed_tools\":{\"tools\":"
                                        + list("{\"type\":\"function\",\"function\":{\"name\":\"g\"}}", size) + "}}")),
                request(
                        "chat",
                        "a stop that nearly fits",
                        size -> chat(
                                "\"Hi\"",
                                ",\"stop\":[\"" + "a".repeat(2 * size) + "b\"]"
                                        + schema("{\"const\":\"" + "a".repeat(Math.min(90_000, 5 * size)) + "\"}"))),
                request(
                        "chat",
                        "a large constant of many elements",
                        size -> chat(
                                "\"Hi\"",
                                schema("{\"type\":\"array\",\"minItems\":5000,\"items\":{\"const\":"
                                        + list("1", 20 * size) + "}}"))),
                request(
                        "chat",
                        "a long name of many elements",
                        size -> chat(
                                "\"Hi\"",
                                schema(
                                        "{\"properties\":{\"" + "n".repeat(Math.min(2000, size))
                                                + "\":{\"type\":\"array\",\"minItems\":5000,\"items\":{\"type\":\"string\"}}}}"))),
                request(
                        "chat",
                        "long references",
                        size -> chat(
                                "\"Hi\"",
                                schema("{\"allOf\":" + list("{\"$ref\":\"#/" + "a/".repeat(size) + "\"}", 100) + "}"))),
                request(
                        "completions",
                        "text",
                        size -> "{\"model\":\"m\",\"n\":128,\"prompt\":\"" + "word, ".repeat(size) + "\"}"),
                request(
                        "embeddings",
                        "text",
                        size -> "{\"model\":\"m\",\"input\":\"" + "word, ".repeat(10 * size) + "\"}"));
    }

    private static Arguments request(String operation, String what, IntFunction<String> body) {
        return Arguments.of(operation, what, body);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("requests")
    void work_growsWithTheRequest(String operation, String what, IntFunction<String> body) throws Exception {
        double growth = Growth.perDoubling(
                size -> {
                    JsonNode request = Upstream.parse(body.apply(size));
                    return () -> simulator.reply(operation, request).body().transferTo(OutputStream.nullOutputStream());
                },
                250,
                16_000);
        assertThat(growth).isLessThan(MOST);
    }

    @Test
    void prompt_isReadOnceForAllAnswers() throws Exception {
        for (String operation : new String[] {"chat", "completions"}) {
            String text = "word, ".repeat(200_000);
            long one = Growth.once(() -> answers(operation, text, 1));
            long many = Growth.once(() -> answers(operation, text, 128));
            assertThat(many).as(operation).isLessThan(4 * one + 50_000_000);
        }
    }

    private void answers(String operation, String text, int n) throws Exception {
        String body = operation.equals("chat")
                ? chat("\"" + text + "\"", ",\"n\":" + n)
                : "{\"model\":\"m\",\"n\":" + n + ",\"prompt\":\"" + text + "\"}";
        JsonNode request = Json.parse(body.getBytes(StandardCharsets.UTF_8));
        simulator.reply(operation, request).body().transferTo(OutputStream.nullOutputStream());
    }
}
