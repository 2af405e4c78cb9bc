package dev.serai.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the first provider does, the client of an alias with recovery has one whole answer in the Messages format: be it
 * that it fails before a word, amid its text, at its end, or says nothing more, and whichever of the two speaks Messages.
 */
class MessagesWallTest extends MessagesAliasContract {

    static Stream<Arguments> walls() {
        return Fault.walls("a", "o");
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
                        ? Map.of(
                                "anthropic",
                                fault.of(Answers.anthropicStart("Hello"), Answers.anthropicContent(", you")),
                                "openai",
                                openAi(TEXT))
                        : Map.of(
                                "openai",
                                fault.of(Answers.content("Hello"), Answers.content(", you")),
                                "anthropic",
                                anthropic(TEXT)));

        assertWhole(asked("wall-" + first + "-" + how));
    }

    @ParameterizedTest(name = "{0} at {1}, {2}")
    @MethodSource("wallsBeforeTheAnswer")
    void wholeAnswer_isThereAllTheSame(Fault fault, String first, String how) throws Exception {
        boolean anthropic = first.equals("a");
        providers(
                anthropic
                        ? Map.of(
                                "anthropic",
                                fault.of(Answers.anthropicStart("Hello"), Answers.anthropicContent(", you")),
                                "openai",
                                Script.json(200, Answers.WHOLE))
                        : Map.of(
                                "openai",
                                fault.of(Answers.content("Hello"), Answers.content(", you")),
                                "anthropic",
                                Script.json(200, Answers.ANTHROPIC)));

        HttpResponse<String> answer = post("/v1/messages", messages("wall-" + first + "-" + how, false));

        assertThat(json(answer).at("/content/0/text").asText())
                .as(answer.body())
                .isEqualTo("Hi");
    }
}
