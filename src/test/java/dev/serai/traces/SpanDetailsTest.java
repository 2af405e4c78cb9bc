package dev.serai.traces;

import static dev.serai.support.GivenRules.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.Rules;
import dev.serai.support.Answers;
import dev.serai.support.EventReader;
import dev.serai.support.Recorded;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What spans say of prompts, of who was left alone, and of clients that left. */
@Timeout(60)
class SpanDetailsTest extends TracedGatewayTest {

    private static Script streamed(String text) {
        return Script.stream().send(Answers.stream(text)).end();
    }

    private List<Recorded> said(Boolean mayBeKept) throws Exception {
        UPSTREAM.answer(streamed("Hi"));
        String token = token(rules().logContent(mayBeKept).build()).secret().text();
        return traced(streamedChat(GPT), 2, "Authorization", "Bearer " + token);
    }

    @Test
    void promptAndAnswer_areInNoSpan_whereTheirProjectDoesNotSaySo() throws Exception {
        for (Boolean mayBeKept : new Boolean[] {null, false}) {
            List<Recorded> spans = said(mayBeKept);

            assertThat(spans.get(0).attributes()).containsKeys("serai.project.id", "serai.token.id");
            assertThat(spans.get(1).attributes()).doesNotContainKeys("gen_ai.input.messages", "gen_ai.output.messages");
            assertThat(spans.toString()).doesNotContain("Hello", "Hi\"");
        }
    }

    @Test
    void promptAndAnswer_areThereWhereTheirProjectSaysSo() throws Exception {
        Recorded attempt = said(true).get(1);

        assertThat(Json.MAPPER.readTree(attempt.get("gen_ai.input.messages")))
                .hasToString("[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Hello\"}]}]");
        assertThat(Json.MAPPER.readTree(attempt.get("gen_ai.output.messages")))
                .hasToString("[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"Hi\"}],"
                        + "\"finish_reason\":\"stop\"}]");
    }

    @Test
    void targetThatIsLeftAlone_isAnEventOfTheRequest() throws Exception {
        UPSTREAM.answer(Script.json(200, Answers.WHOLE));
        breaker("open");
        Recorded request;
        try {
            request = traced(chat("groq/other"), 1).get(0);
        } finally {
            breaker("auto");
        }

        assertThat(request.events())
                .containsExactly(Map.entry(
                        "serai.attempt.skipped",
                        Map.of(
                                "serai.target", "groq/other",
                                "serai.attempt.way", "first",
                                "error.type", "circuit_open")));
        assertThat(request.attributes())
                .containsEntry("serai.attempts", "0")
                .containsEntry("error.type", "circuit_open");
        assertThat(told()).isEmpty();
    }

    private void breaker(String state) throws Exception {
        admin("PUT", "/manage/providers/groq/breaker", "{\"state\":\"" + state + "\"}");
    }

    private void admin(String method, String path, String body) throws Exception {
        HttpResponse<String> done = CLIENT.send(
                request(path)
                        .method(method, BodyPublishers.ofString(body))
                        .header("Content-Type", "application/json")
                        .build(),
                BodyHandlers.ofString());
        assertThat(done.statusCode()).as(done.body()).isLessThan(300);
    }

    @Test
    void clientThatLeaves_isSaid() throws Exception {
        Caller caller = Caller.any();
        UPSTREAM.answer(Script.stream().send(Answers.content("Hi")).stall(20));

        try (EventReader stream = open(token(Rules.NONE), streamedChat(GPT), "traceparent", caller.parent(true))) {
            stream.nextEvent();
        }

        List<Recorded> spans = COLLECTOR.trace(caller.trace(), 2);
        assertThat(spans.get(0).attributes())
                .containsEntry("serai.client.left", "true")
                .containsEntry("http.response.status_code", "499");
        assertThat(spans.get(0).failed()).isFalse();
        assertThat(spans.get(1).attributes()).containsEntry("serai.attempt.outcome", "left");
        assertThat(spans.get(1).failed()).isFalse();
    }

    @Test
    void projectsOwnKey_doesNotHideTheAttempt() throws Exception {
        UPSTREAM.answer(streamed("Hi"));
        var project = project(Rules.NONE);
        admin("PUT", "/manage/projects/" + project.id() + "/provider-keys/openai", "{\"key\":\"sk-own-canary-94f1\"}");

        List<Recorded> spans = traced(
                streamedChat(GPT),
                2,
                "Authorization",
                "Bearer " + token(project, Rules.NONE).secret().text());

        assertThat(UPSTREAM.last().headers()).containsEntry("authorization", "Bearer sk-own-canary-94f1");
        assertThat(spans.get(1).attributes()).containsKeys("gen_ai.response.time_to_first_chunk", "gen_ai.response.id");
        assertThat(COLLECTOR.text()).doesNotContain("sk-own-canary-94f1");
    }
}
