package dev.serai.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the first provider does, the client of an alias with recovery has one whole answer in the Messages format: be it
 * that it fails before a word, amid its text, at its end, or says nothing more, and whichever of the two speaks Messages.
 */
class MessagesWallTest extends MessagesAliasContract {

    /** How an answer fails, of a provider whose events up to the first words, and after them, are these. */
    private record Fault(String name, boolean isOfStreams, BiFunction<String, String, Script> script) {

        Script of(boolean anthropic) {
            return anthropic
                    ? script.apply(Answers.anthropicStart("Hello"), Answers.anthropicContent(", you"))
                    : script.apply(Answers.content("Hello"), Answers.content(", you"));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Fault> FAULTS = List.of(
            before("refused", () -> Script.json(500, "{}")),
            before("overloaded", () -> Script.json(503, "{}", "retry-after: 1")),
            before("reset before all", () -> Script.silent().reset()),
            before("silent", () -> Script.silent().stall(5)),
            before("empty", () -> Script.stream().end()),
            before("html", () -> Script.typed(200, "text/html", "<html>")),
            amid("cut", (start, rest) -> Script.stream().send(start).end()),
            amid("reset", (start, rest) -> Script.stream().send(start).pause(50).reset()),
            amid("stalled", (start, rest) -> Script.stream().send(start).stall(5)),
            amid(
                    "garbled",
                    (start, rest) -> Script.stream()
                            .send(start + "data: {\n\ndata: {\n\n")
                            .end()),
            amid(
                    "cut at its end",
                    (start, rest) -> Script.stream().send(start + rest).end()));

    private static Fault before(String name, Supplier<Script> script) {
        return new Fault(name, false, (start, rest) -> script.get());
    }

    private static Fault amid(String name, BiFunction<String, String, Script> script) {
        return new Fault(name, true, script);
    }

    static Stream<Arguments> walls() {
        return FAULTS.stream()
                .flatMap(fault -> Stream.of("a", "o")
                        .flatMap(first -> Stream.of("resume", "restart").map(how -> Arguments.of(fault, first, how))));
    }

    static Stream<Arguments> wallsBeforeTheAnswer() {
        return walls().filter(it -> !((Fault) it.get()[0]).isOfStreams());
    }

    @ParameterizedTest(name = "{0} at {1}, {2}")
    @MethodSource("walls")
    void stream_isWholeAllTheSame(Fault fault, String first, String how) throws Exception {
        boolean anthropic = first.equals("a");
        providers(
                anthropic
                        ? Map.of("anthropic", fault.of(true), "openai", openAi(TEXT))
                        : Map.of("openai", fault.of(false), "anthropic", anthropic(TEXT)));

        assertWhole(asked("wall-" + first + "-" + how));
    }

    @ParameterizedTest(name = "{0} at {1}, {2}")
    @MethodSource("wallsBeforeTheAnswer")
    void wholeAnswer_isThereAllTheSame(Fault fault, String first, String how) throws Exception {
        boolean anthropic = first.equals("a");
        providers(
                anthropic
                        ? Map.of("anthropic", fault.of(true), "openai", Script.json(200, Answers.WHOLE))
                        : Map.of("openai", fault.of(false), "anthropic", Script.json(200, Answers.ANTHROPIC)));

        HttpResponse<String> answer = post("/v1/messages", messages("wall-" + first + "-" + how, false));

        assertThat(json(answer).at("/content/0/text").asText())
                .as(answer.body())
                .isEqualTo("Hi");
    }
}
