package dev.serai.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.recovery.Continuation;
import dev.serai.recovery.Splice;
import dev.serai.recovery.Transcript;
import dev.serai.support.Growth;
import dev.serai.wire.Growing;
import dev.serai.wire.Memory;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What reads, folds and joins streams works in proportion to their size, whatever is in them. */
class StreamGrowthTest {

    static Stream<Arguments> work() {
        return Stream.of(events(), joins(), folds()).flatMap(it -> it);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("work")
    @Timeout(60)
    void work_growsWithTheSize(String what, IntFunction<Growth.Work> work) throws Exception {
        Growing.assertLinear(what, work);
    }

    private static Stream<Arguments> events() {
        return Stream.of(
                stream("one long line", size -> "data: " + "x".repeat(20 * size) + "\n\n"),
                stream("many lines of data", size -> "data:\n".repeat(4 * size) + "\n"),
                stream("many names", size -> "event: e\n".repeat(2 * size) + "data: 1\n\n"),
                stream("many comments", size -> ":\n".repeat(8 * size) + "data: 1\n\n"),
                stream("many empty lines", size -> "\r".repeat(10 * size)),
                stream("many events", size -> "data: {}\r\n\r\n".repeat(size)),
                stream(
                        "a large event among small ones",
                        size -> "data: " + "x".repeat(20 * size) + "\n\n" + "data: 1\n\n".repeat(size)),
                scan(
                        "many choices",
                        size -> "{\"choices\":["
                                + Growing.members(size, i -> "{\"index\":" + i + ",\"delta\":{\"content\":\"x\"}}")
                                + "]}"),
                scan(
                        "usage many times",
                        size -> "{\"choices\":[{}]," + Growing.members(size, i -> "\"usage\":{\"a\":1}") + "}"),
                scan(
                        "blanks around usage",
                        size -> "{\"choices\":[{}]," + " ".repeat(20 * size) + "\"usage\":{\"prompt_tokens\":1}"
                                + " ".repeat(20 * size) + "}"),
                scan("many lines", size -> "{\"a\":1," + "\n".repeat(20 * size) + "\"choices\":[]}"),
                chunks("many events in one", size -> "data: {\"choices\":[]}\n\n".repeat(size)),
                chunks("many empty lines", size -> "\n".repeat(20 * size)));
    }

    private static Stream<Arguments> joins() {
        return Stream.of(
                join("names of a call again and again", size -> {
                    String name = "n".repeat(50 * size);
                    return new Joined(
                            List.of(call("\"name\":\"" + name + "\"")), repeated(size, call("\"name\":\"x\"")));
                }),
                join(
                        "finished again and again",
                        size -> new Joined(
                                List.of(text("a" + " ".repeat(50 * size))),
                                repeated(
                                        size,
                                        "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":\"stop\"}]}"))),
                join(
                        "many calls in one event",
                        size -> new Joined(
                                List.of(call("\"arguments\":\"" + "x".repeat(20 * size) + "\"")),
                                List.of("{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":["
                                        + Growing.members(
                                                10 * size, i -> "{\"index\":0,\"function\":{\"arguments\":\"x\"}}")
                                        + ","
                                        + Growing.members(10 * size, i -> "{\"index\":5}") + "]}}]}"))),
                join(
                        "arguments piece by piece",
                        size -> new Joined(
                                List.of(call("\"arguments\":\"" + "x".repeat(4 * size) + "\"")),
                                repeated(4 * size, call("\"arguments\":\"x\"")))),
                join(
                        "text piece by piece",
                        size -> new Joined(List.of(text("x".repeat(4 * size))), repeated(4 * size, text("x")))));
    }

    private static Stream<Arguments> folds() {
        return Stream.of(
                fold(
                        "arguments piece by piece",
                        size -> "{\"tool\":\"a\",\"name\":\"f\"}",
                        "{\"tool\":\"a\",\"arguments\":\"x\"}"),
                fold(
                        "calls of long keys",
                        size -> "{\"tool\":\"" + "k".repeat(10 * size) + "\",\"name\":\"f\"}",
                        "{\"tool\":\"b\",\"name\":\"f\"}"),
                fold(
                        "texts of many choices",
                        size -> "{\"content\":\"x\",\"choice\":-2147483648}",
                        "{\"content\":\"x\",\"choice\":2147483647}"),
                fold("extras", size -> "{\"extra\":{\"a\":1}}", "{\"extra\":{\"b\":2}}"),
                fold("finishes", size -> "{\"content\":\"x\"}", "{\"finish\":\"stop\",\"beside\":{\"a\":1}}"));
    }

    private record Joined(List<String> before, List<String> after) {}

    private static Arguments stream(String what, IntFunction<String> text) {
        return Growing.work("events, " + what, size -> {
            byte[] bytes = text.apply(size).getBytes(StandardCharsets.UTF_8);
            return () -> {
                SseParser events = new SseParser(new ByteArrayInputStream(bytes));
                while (events.next() != null) {
                    // each costs what it is long
                }
            };
        });
    }

    private static Arguments scan(String what, IntFunction<String> text) {
        return Growing.work("an event, " + what, size -> {
            byte[] event = text.apply(size).getBytes(StandardCharsets.UTF_8);
            return () -> {
                PassedStream passed = new PassedStream(false, json -> json);
                passed.event(new SseParser.Event("", event));
                assertThat(passed.take()).isNotEmpty();
            };
        });
    }

    private static Arguments chunks(String what, IntFunction<String> text) {
        return Growing.work("chunks, " + what, size -> {
            byte[] events = text.apply(size).getBytes(StandardCharsets.UTF_8);
            return () -> ChunkEvents.read(events);
        });
    }

    private static Arguments join(String what, IntFunction<Joined> of) {
        return Growing.work("a join, " + what, size -> {
            Joined joined = of.apply(size);
            return () -> {
                Transcript sent = new Transcript(Memory.UNCOUNTED);
                for (String chunk : joined.before()) {
                    sent.add((ObjectNode) Growing.json(chunk));
                }
                Splice splice = new Splice(sent, Continuation.REST);
                for (String chunk : joined.after()) {
                    try {
                        splice.join((ObjectNode) Growing.json(chunk));
                    } catch (Splice.Departure e) {
                        // the next one may fit
                    }
                }
            };
        });
    }

    private static Arguments fold(String what, IntFunction<String> first, String next) {
        return Growing.work("a fold, " + what, size -> {
            JsonNode begin = Growing.json("[" + first.apply(size) + "]");
            JsonNode more = Growing.json("[" + next + "]");
            return () -> {
                ChatChunks chunks = new ChatChunks(new ChatChunks.Wish(false, false), "id", "m", 1);
                chunks.accept(begin);
                for (int i = 0; i < size; i++) {
                    chunks.accept(more);
                    chunks.take();
                }
                chunks.endOfStream();
            };
        });
    }

    private static String text(String content) {
        return "{\"id\":\"1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + content + "\"}}]}";
    }

    private static String call(String members) {
        return "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{" + members
                + "}}]}}]}";
    }

    private static List<String> repeated(int times, String chunk) {
        return Collections.nCopies(times, chunk);
    }
}
