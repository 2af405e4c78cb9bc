package dev.serai.traces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.Recorded;
import dev.serai.support.Script;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a reader of a trace is told: what was asked of whom, in which order, and what became of it. */
@Timeout(60)
class RequestSpansTest extends TracedGatewayTest {

    private static void answers(Script first, Script second) {
        UPSTREAM.answer(request -> request.path().startsWith("/openai/") ? first : second);
    }

    private static Script streamed(String text) {
        return Script.stream().send(Answers.stream(text)).end();
    }

    @Test
    void request_isASpan_andItsAttemptOneWithin() throws Exception {
        answers(
                Script.json(
                        200,
                        Answers.WHOLE.replaceFirst(
                                "}$", ",\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}}")),
                Script.json(500, "{}"));
        String body =
                chat(GPT).replaceFirst("\\{", "{\"temperature\":0.5,\"max_tokens\":7,\"seed\":3,\"top_p\":1,\"n\":1,");

        List<Recorded> spans = traced(body, 2);

        Recorded request = spans.get(0);
        assertThat(request.name()).isEqualTo("POST /v1/chat/completions");
        assertThat(request.span().getKindValue()).as("server").isEqualTo(2);
        assertThat(request.failed()).isFalse();
        assertThat(request.attributes())
                .containsEntry("http.request.method", "POST")
                .containsEntry("http.route", "/v1/chat/completions")
                .containsEntry("url.path", "/v1/chat/completions")
                .containsEntry("url.scheme", "http")
                .containsEntry("client.address", "127.0.0.1")
                .containsEntry("http.response.status_code", "200")
                .containsEntry("serai.model", GPT)
                .containsEntry("serai.attempts", "1")
                .containsKeys("serai.request.id", "serai.overhead", "user_agent.original")
                .doesNotContainKeys("error.type", "serai.client.left");
        Recorded attempt = spans.get(1);
        assertThat(attempt.name()).isEqualTo("chat gpt-4o");
        assertThat(attempt.span().getKindValue()).as("client").isEqualTo(3);
        assertThat(attempt.parent()).isEqualTo(request.id());
        assertThat(attempt.isIn(request)).isTrue();
        assertThat(attempt.attributes())
                .containsEntry("gen_ai.operation.name", "chat")
                .containsEntry("gen_ai.provider.name", "openai")
                .containsEntry("gen_ai.request.model", "gpt-4o")
                .containsEntry("gen_ai.request.stream", "false")
                .containsEntry("gen_ai.request.temperature", "0.5")
                .containsEntry("gen_ai.request.top_p", "1.0")
                .containsEntry("gen_ai.request.max_tokens", "7")
                .containsEntry("gen_ai.request.seed", "3")
                .containsEntry("gen_ai.response.id", "c")
                .containsEntry("gen_ai.response.model", "m")
                .containsEntry("gen_ai.response.finish_reasons", "[stop]")
                .containsEntry("gen_ai.usage.input_tokens", "3")
                .containsEntry("gen_ai.usage.output_tokens", "2")
                .containsEntry("http.response.status_code", "200")
                .containsEntry("server.address", "127.0.0.1")
                .containsEntry("serai.attempt.way", "first")
                .containsEntry("serai.attempt.number", "1")
                .containsKey("server.port")
                .doesNotContainKeys("error.type", "gen_ai.request.choice.count");
        assertThat(told()).containsExactly(attempt.id());
        assertThat(parent(UPSTREAM.last())).isEqualTo("00-" + request.trace() + "-" + attempt.id() + "-01");
    }

    @Test
    void streamThatIsResumed_tellsWhoBrokeOffAndWhoWentOn() throws Exception {
        answers(Script.stream().send(Answers.content("Hello")).pause(20).reset(), streamed("Hello you"));

        List<Recorded> spans = traced(streamedChat("resume"), 3);

        Recorded broken = spans.get(1);
        Recorded resumed = spans.get(2);
        assertThat(spans.get(0).failed()).as("the client got a whole answer").isFalse();
        assertThat(spans.get(0).attributes())
                .containsEntry("serai.model", "resume")
                .containsEntry("serai.attempts", "2");
        assertThat(broken.name()).isEqualTo("chat gpt-4o");
        assertThat(broken.failed()).isTrue();
        assertThat(broken.attributes())
                .containsEntry("serai.attempt.way", "first")
                .containsEntry("serai.attempt.number", "1")
                .containsEntry("http.response.status_code", "200")
                .containsKeys("error.type", "gen_ai.response.time_to_first_chunk");
        assertThat(broken.events())
                .extracting(Map.Entry::getKey)
                .containsExactly("serai.first_token", "gen_ai.client.operation.exception");
        assertThat(resumed.name()).isEqualTo("chat mistral-large-2512");
        assertThat(resumed.failed()).isFalse();
        assertThat(resumed.attributes())
                .containsEntry("serai.attempt.way", "resume")
                .containsEntry("serai.attempt.number", "2")
                .containsEntry("gen_ai.request.stream", "true")
                .containsEntry("gen_ai.response.finish_reasons", "[stop]");
        assertThat(resumed.span().getStartTimeUnixNano())
                .as("it began when the first had broken off")
                .isGreaterThanOrEqualTo(broken.span().getEndTimeUnixNano());
        assertThat(told()).containsExactly(broken.id(), resumed.id());
    }

    @Test
    void hedge_isBesideTheOneThatIsSlow() throws Exception {
        answers(Script.silent().stall(10), streamed("Hi"));

        List<Recorded> spans = traced(streamedChat("hedge"), 3);

        Recorded slow = spans.get(1);
        Recorded hedge = spans.get(2);
        assertThat(slow.attributes())
                .containsEntry("serai.attempt.way", "first")
                .containsEntry("gen_ai.request.model", "gpt-4o")
                .containsEntry("serai.attempt.outcome", "overtaken");
        assertThat(hedge.attributes())
                .containsEntry("serai.attempt.way", "hedge")
                .containsEntry("serai.attempt.outcome", "answered")
                .containsKey("gen_ai.response.time_to_first_chunk");
        assertThat(slow.failed()).as("it was not its fault").isFalse();
        assertThat(hedge.span().getStartTimeUnixNano())
                .as("both were asked at a time")
                .isBetween(slow.span().getStartTimeUnixNano(), slow.span().getEndTimeUnixNano());
        assertThat(told()).containsExactlyInAnyOrder(slow.id(), hedge.id());
    }

    @Test
    void failover_isToldFromARetry() throws Exception {
        answers(
                Script.json(503, "{\"error\":{\"message\":\"Busy\",\"code\":\"busy\"}}"),
                Script.json(200, Answers.WHOLE));

        List<Recorded> failover = traced(chat("failover"), 3);
        List<Recorded> retry = traced(chat("again"), 3);

        assertThat(failover.get(1).failed()).isTrue();
        assertThat(failover.get(1).attributes())
                .containsEntry("http.response.status_code", "503")
                .containsEntry("serai.attempt.outcome", "failed")
                .containsKey("error.type");
        assertThat(failover.get(2).get("serai.attempt.way")).isEqualTo("failover");
        assertThat(failover.get(0).failed()).isFalse();
        assertThat(retry.get(2).get("serai.attempt.way")).isEqualTo("retry");
        assertThat(retry.get(0).failed()).as("the client got an error").isTrue();
        assertThat(retry.get(0).attributes()).containsKey("error.type");
    }

    @Test
    void refusedRequest_hasASpanOfItsOwnAlone() throws Exception {
        Caller caller = Caller.any();

        post(CHAT, chat("no-such/model"), "traceparent", caller.parent(true));

        Recorded request = COLLECTOR.trace(caller.trace(), 1).get(0);
        assertThat(request.attributes())
                .containsEntry("http.response.status_code", "404")
                .containsEntry("serai.attempts", "0")
                .containsKey("error.type");
        assertThat(request.failed()).as("who asked is to blame").isFalse();
    }
}
