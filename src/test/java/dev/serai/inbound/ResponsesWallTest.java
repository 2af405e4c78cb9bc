package dev.serai.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.serai.support.Answers;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Responses through aliases: whatever the first provider does, whichever of the two speaks Responses, and whoever goes on, the
 * client has one whole answer in its own format.
 */
class ResponsesWallTest extends ResponsesContract {

    private static final String TEXT = "Hello, you";

    static Stream<Arguments> walls() {
        return Fault.walls("said", "plain");
    }

    static Stream<Arguments> wallsBeforeTheAnswer() {
        return walls().filter(it -> !((Fault) it.get()[0]).isOfStreams());
    }

    private static Script openAi(Fault fault) {
        return fault.of(saidStart("Hello"), event("response.output_text.delta", 3, """
                "item_id":"msg_up","output_index":0,"content_index":0,"logprobs":[],"delta":", you\""""));
    }

    private static Script plain(Fault fault) {
        return fault.of(Answers.content("Hello"), Answers.content(", you"));
    }

    private static Script plainAnswer() {
        return Script.stream().send(Answers.stream(TEXT)).end();
    }

    private static Script saidAnswer() {
        return Script.stream().send(said(TEXT)).end();
    }

    /** Each provider plays its own script. */
    private static void providers(Script openAi, Script plain) {
        Map<String, Script> scripts = Map.of("/openai/", openAi, "/plain/", plain);
        UPSTREAM.answer(request -> scripts.entrySet().stream()
                .filter(it -> request.path().startsWith(it.getKey()))
                .findFirst()
                .orElseThrow()
                .getValue());
    }

    private void assertWhole(String alias) throws Exception {
        HttpResponse<String> answer = post(RESPONSES, streamed(alias));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        ArrayNode events = InboundPairs.events(answer.body());
        assertThat(types(events)).containsOnlyOnce("response.created").endsWith("response.completed");
        StringBuilder text = new StringBuilder();
        events.forEach(it -> text.append(
                it.path("type").asText().equals("response.output_text.delta")
                        ? it.path("delta").asText()
                        : ""));
        assertThat(text).hasToString(TEXT);
        assertThat(text(events.get(events.size() - 1).path("response"))).isEqualTo(TEXT);
    }

    @ParameterizedTest(name = "{0} at {1}, {2}")
    @MethodSource("walls")
    void stream_isWholeAllTheSame(Fault fault, String first, String how) throws Exception {
        if (first.equals("said")) {
            providers(openAi(fault), plainAnswer());
        } else {
            providers(saidAnswer(), plain(fault));
        }

        assertWhole("wall-" + first + "-" + how);
    }

    @ParameterizedTest(name = "{0} at {1}, {2}")
    @MethodSource("wallsBeforeTheAnswer")
    void wholeAnswer_isThereAllTheSame(Fault fault, String first, String how) throws Exception {
        if (first.equals("said")) {
            providers(openAi(fault), Script.json(200, Answers.WHOLE));
        } else {
            providers(Script.json(200, SAID), plain(fault));
        }

        HttpResponse<String> answer = post(RESPONSES, responses("wall-" + first + "-" + how));

        assertThat(text(json(answer))).as(answer.body()).isEqualTo("Hi");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain-chats", "held", "hedged", "wall-said-resume"})
    void failureBeforeTheAnswer_isAnotherTargetsAnswer(String alias) throws Exception {
        providers(Script.json(503, "{}"), plainAnswer());

        assertWhole(alias);
    }

    @Test
    void slowTarget_isOvertaken() throws Exception {
        providers(Script.silent().stall(5), plainAnswer());

        assertWhole("hedged");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain-chats", "held", "hedged"})
    void passedStream_isAsItCame(String alias) throws Exception {
        providers(saidAnswer(), plainAnswer());

        assertThat(post(RESPONSES, streamed(alias)).body()).isEqualTo(said(TEXT));
    }

    @Test
    void requestThatAPolicyChanges_isWhatThePolicyMadeOfIt() throws Exception {
        providers(Script.json(200, Answers.WHOLE), plainAnswer());

        HttpResponse<String> answer = post(RESPONSES, responses("shortened"));

        assertThat(UPSTREAM.last().path()).isEqualTo("/openai/chat/completions");
        assertThat(UPSTREAM.last().text()).contains("Bye").doesNotContain("Hello");
        assertThat(json(answer).path("object").asText()).as(answer.body()).isEqualTo("response");
    }
}
