package dev.serai.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.Growth;
import dev.serai.wire.ApiException;
import dev.serai.wire.Glob;
import dev.serai.wire.Growing;
import dev.serai.wire.Json;
import dev.serai.wire.Refused;
import dev.serai.wire.RequestScanner;
import dev.serai.wire.RequestTypes;
import dev.serai.wire.TreeSize;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What reads requests and texts from outside works in proportion to their size, whatever is in them. */
class TextGrowthTest {

    static Stream<Arguments> work() {
        return Stream.concat(requests(), texts());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("work")
    @Timeout(60)
    void work_growsWithTheSize(String what, IntFunction<Growth.Work> work) throws Exception {
        Growing.assertLinear(what, work);
    }

    private static Stream<Arguments> requests() {
        return Stream.of(
                request(
                        "many messages",
                        size -> "\"messages\":[" + Growing.members(size, i -> "{\"role\":\"user\",\"content\":\"x\"}")
                                + "]"),
                request(
                        "many parts",
                        size -> "\"messages\":[{\"role\":\"user\",\"content\":["
                                + Growing.members(size, i -> "{\"type\":\"image_url\"}") + "]}]"),
                request(
                        "many calls",
                        size -> "\"messages\":[{\"role\":\"user\",\"tool_calls\":["
                                + Growing.members(size, i -> "{\"id\":\"a\"}") + "]}]"),
                request(
                        "many members",
                        size -> "\"messages\":[{\"role\":\"user\"}],"
                                + Growing.members(size, i -> "\"m" + i + "\":null")),
                request(
                        "many tools",
                        size -> "\"messages\":[{\"role\":\"user\"}],\"tools\":["
                                + Growing.members(size, i -> "{\"type\":\"x\"}") + "]"),
                request("a long role", size -> "\"messages\":[{\"role\":\"" + "u".repeat(20 * size) + "\"}]"),
                request("blanks", size -> "\"messages\":" + " ".repeat(20 * size) + "[{\"role\":\"user\"}]"));
    }

    private static Stream<Arguments> texts() {
        return Stream.of(
                Growing.work("many stars of a glob", size -> {
                    Glob glob = Glob.of("*a*a*a*a*b");
                    String name = "a".repeat(size);
                    return () -> assertThat(glob.matches(name)).isFalse();
                }),
                Growing.work(
                        "a data URI of commas",
                        size -> call("data-uri", "data:" + ";".repeat(20 * size) + ",".repeat(20 * size))),
                Growing.work("base64 of halves", size -> call("base64-text", "/".repeat(40 * size))),
                Growing.work("a time of digits", size -> call("epoch", "2026".repeat(20 * size))),
                Growing.work("a refusal in words", size -> {
                    String words = "400 " + "a".repeat(20 * size) + "!";
                    return () -> new Refused(words);
                }),
                Growing.work("a tree's size", size -> {
                    byte[] json = ("\"" + "\\".repeat(20 * size)).getBytes(StandardCharsets.UTF_8);
                    return () -> TreeSize.of(json);
                }),
                Growing.work("a transform's variables", size -> {
                    String transform = "def f(".repeat(size) + "let ".repeat(size) + "\"".repeat(2 * size + 1);
                    return () -> TransformVariables.unset("a", transform);
                }),
                Growing.work("a transform's patterns", size -> {
                    String transform = "test(".repeat(size) + "\"".repeat(2 * size + 1);
                    return () -> TransformPatterns.unusable("a", transform);
                }));
    }

    private static Arguments request(String what, IntFunction<String> members) {
        return Growing.work("a request, " + what, size -> {
            byte[] body = ("{\"model\":\"m\"," + members.apply(size) + "}").getBytes(StandardCharsets.UTF_8);
            return () -> {
                try {
                    RequestTypes.check(
                            "chat", RequestScanner.scan("chat", body).members().tree());
                } catch (ApiException e) {
                    // refused, which is work as well
                }
            };
        });
    }

    private static Growth.Work call(String function, String text) {
        var found = new TransformFunctions(() -> "1")
                .all().stream()
                        .filter(it -> it.getName().equals(function))
                        .findFirst()
                        .orElseThrow();
        JsonNode[] arguments = {Json.MAPPER.getNodeFactory().textNode(text)};
        return () -> found.call(null, arguments);
    }
}
