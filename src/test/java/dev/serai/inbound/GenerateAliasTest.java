package dev.serai.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.serai.support.Answers;
import dev.serai.support.FakeUpstream.Received;
import dev.serai.support.RoutesCopy;
import dev.serai.support.Script;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Gemini's API through aliases over a provider that speaks it and one that does not: whoever answers, whoever goes on, and
 * whatever the first one does, the client has one whole answer in its own format.
 */
class GenerateAliasTest extends GenerateContract {

    private static final String TEXT = "Hello, you";

    /** How a stream fails. */
    private enum Fault {
        REFUSED,
        OVERLOADED,
        RESET_BEFORE_ALL,
        SILENT,
        EMPTY,
        HTML,
        CUT,
        RESET,
        STALLED,
        GARBLED;

        Script of(boolean gemini) {
            String start = gemini ? Answers.geminiContent("Hello") : Answers.content("Hello");
            return switch (this) {
                case REFUSED -> Script.json(500, "{}");
                case OVERLOADED -> Script.json(503, "{}", "retry-after: 1");
                case RESET_BEFORE_ALL -> Script.silent().reset();
                case SILENT -> Script.silent().stall(5);
                case EMPTY -> Script.stream().end();
                case HTML -> Script.typed(200, "text/html", "<html>");
                case CUT -> Script.stream().send(start).end();
                case RESET -> Script.stream().send(start).pause(50).reset();
                case STALLED -> Script.stream().send(start).stall(5);
                case GARBLED ->
                    Script.stream().send(start + "data: {\n\ndata: {\n\n").end();
            };
        }
    }

    @DynamicPropertySource
    static void aliases(DynamicPropertyRegistry properties) throws IOException {
        Path routes = RoutesCopy.edited("nothing of this", "");
        String limits = "?idleTimeout=300ms&firstTokenTimeout=300ms&headersTimeout=300ms";
        for (String how : new String[] {"resume", "restart"}) {
            String balancer = "inOrder?recovery=" + how;
            RoutesCopy.alias(routes, "g-" + how, balancer, "", "gemini/gemini-x" + limits, "openai/m");
            RoutesCopy.alias(routes, "o-" + how, balancer, "", "openai/m" + limits, "gemini/gemini-x");
        }
        RoutesCopy.alias(routes, "held", "inOrder?recovery=hold", "", "gemini/gemini-x", "openai/m");
        RoutesCopy.alias(routes, "plain", "inOrder", "", "gemini/gemini-x", "openai/m");
        RoutesCopy.alias(routes, "hedged", "inOrder?hedge=100ms", "", "gemini/gemini-x", "openai/m");
        RoutesCopy.alias(
                routes,
                "shortened",
                "inOrder",
                "- setBody: { id: shorten, expression: { simple: { expression:"
                        + " \"${bodyAs(String).replace('Hello', 'Bye')}\" } } }",
                "gemini/gemini-x");
        properties.add("serai.routes", routes::toString);
    }

    private static void providers(Map<String, Script> scripts) {
        UPSTREAM.answer((Received request) -> scripts.entrySet().stream()
                .filter(it -> request.path().startsWith("/" + it.getKey() + "/"))
                .findFirst()
                .orElseThrow()
                .getValue());
    }

    private static Script openAi() {
        return Script.stream().send(Answers.stream(TEXT)).end();
    }

    private static Script gemini() {
        return Script.stream()
                .send(Answers.geminiContent(TEXT) + Answers.geminiEnd())
                .end();
    }

    private void assertWhole(String alias) throws Exception {
        HttpResponse<String> answer = post(streamed(alias), HELLO);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        ArrayNode events = InboundPairs.events(answer.body());
        assertThat(text(events)).isEqualTo(TEXT);
        assertThat(last(events).at("/candidates/0/finishReason").asText())
                .as(answer.body())
                .isEqualTo("STOP");
    }

    static Stream<Arguments> walls() {
        return Stream.of(Fault.values())
                .flatMap(fault -> Stream.of("g", "o")
                        .flatMap(first -> Stream.of("resume", "restart").map(how -> Arguments.of(fault, first, how))));
    }

    @ParameterizedTest(name = "{0} at {1}, {2}")
    @MethodSource("walls")
    void stream_isWholeAllTheSame(Fault fault, String first, String how) throws Exception {
        boolean gemini = first.equals("g");
        providers(
                gemini
                        ? Map.of("gemini", fault.of(true), "openai", openAi())
                        : Map.of("openai", fault.of(false), "gemini", gemini()));

        assertWhole(first + "-" + how);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "held", "g-resume", "hedged"})
    void failureBeforeTheAnswer_isAnotherTargetsAnswer(String alias) throws Exception {
        providers(Map.of("gemini", Script.json(503, "{}"), "openai", openAi()));

        assertWhole(alias);
        assertThat(UPSTREAM.last().text()).contains("\"include_usage\":true", "\"model\":\"m\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "held", "hedged"})
    void passedStream_isAsItCame(String alias) throws Exception {
        String stream = Answers.geminiContent(TEXT) + Answers.geminiEnd();
        providers(Map.of("gemini", Script.stream().send(stream).end()));

        assertThat(post(streamed(alias), HELLO).body()).isEqualTo(stream);
    }

    @Test
    void slowTarget_isOvertaken() throws Exception {
        providers(Map.of("gemini", Script.silent().stall(5), "openai", openAi()));

        assertWhole("hedged");
    }

    @Test
    void failureOfAWholeAnswer_isAnotherTargetsAnswer() throws Exception {
        providers(Map.of("gemini", Script.json(500, "{}"), "openai", Script.json(200, Answers.WHOLE)));

        HttpResponse<String> answer = post(whole("plain"), HELLO);

        assertThat(text(json(answer))).isEqualTo("Hi");
        assertThat(answer.headers().firstValue("x-serai-provider")).contains("openai");
    }

    @Test
    void requestThatAPolicyChanges_isWhatThePolicyMadeOfIt() throws Exception {
        providers(Map.of("gemini", Script.json(200, Answers.GEMINI)));

        HttpResponse<String> answer = post(whole("shortened"), HELLO);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(UPSTREAM.last().text()).contains("Bye").doesNotContain("Hello");
        assertThat(text(json(answer))).isEqualTo("Hi");
    }
}
