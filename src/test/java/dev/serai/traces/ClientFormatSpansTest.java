package dev.serai.traces;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.Rules;
import dev.serai.support.Answers;
import dev.serai.support.Recorded;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Spans say the same of an answer whatever its client speaks, and whoever gave it. */
@Timeout(60)
class ClientFormatSpansTest extends TracedGatewayTest {

    private static final String MESSAGES = """
        {"model":"%s","max_tokens":99,"stream":%s,"messages":[{"role":"user","content":"Hello"}]}\
        """;
    private static final String CONTENTS = "{\"contents\":[{\"parts\":[{\"text\":\"Hello\"}]}]}";

    private static Script stream(String events) {
        return Script.stream().send(events).end();
    }

    static Stream<Arguments> answers() {
        Supplier<Script> openAi = () -> Script.json(200, Answers.WHOLE);
        Supplier<Script> openAis = () -> stream(Answers.stream("Hi"));
        Supplier<Script> anthropic = () -> Script.json(200, Answers.ANTHROPIC);
        Supplier<Script> anthropics = () -> stream(Answers.anthropicStart("Hi") + Answers.anthropicEnd());
        Supplier<Script> google = () -> Script.json(200, Answers.GEMINI);
        Supplier<Script> googles = () -> stream(Answers.geminiContent("Hi") + Answers.geminiEnd());
        String whole = "/v1beta/models/%s:generateContent";
        String streamed = "/v1beta/models/%s:streamGenerateContent?alt=sse";
        return Stream.of(
                Arguments.of("/v1/messages", MESSAGES.formatted(GPT, false), openAi, "c", "m"),
                Arguments.of("/v1/messages", MESSAGES.formatted(GPT, true), openAis, "c", "m"),
                Arguments.of("/v1/messages", MESSAGES.formatted("anthropic/claude-x", false), anthropic, "m", "claude"),
                Arguments.of("/v1/messages", MESSAGES.formatted("anthropic/claude-x", true), anthropics, "m", "claude"),
                Arguments.of(whole.formatted(GPT), CONTENTS, openAi, "c", "m"),
                Arguments.of(streamed.formatted(GPT), CONTENTS, openAis, "c", "m"),
                Arguments.of(whole.formatted("gemini/gemini-x"), CONTENTS, google, "r", "gemini-x"),
                Arguments.of(streamed.formatted("gemini/gemini-x"), CONTENTS, googles, "r", "gemini-x"));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void span_hasTheProvidersIdAndModel(String path, String body, Supplier<Script> script, String id, String model)
            throws Exception {
        Caller caller = Caller.any();
        UPSTREAM.answer(script.get());
        String token =
                token(new Rules(null, null, null, null, null, true)).secret().text();

        HttpResponse<String> answer =
                post(path, body, "traceparent", caller.parent(true), "Authorization", "Bearer " + token);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        List<Recorded> spans = COLLECTOR.trace(caller.trace(), 2);
        assertThat(spans.get(1).attributes())
                .containsEntry("gen_ai.operation.name", "chat")
                .containsEntry("gen_ai.response.id", id)
                .containsEntry("gen_ai.response.model", model);
        assertThat(spans.get(1).get("gen_ai.response.finish_reasons")).contains("stop");
        assertThat(spans.get(1).get("gen_ai.output.messages")).contains("\"Hi\"");
        assertThat(spans.get(1).get("gen_ai.input.messages")).contains("\"Hello\"");
        assertThat(spans.toString()).doesNotContain("alt=sse");
    }
}
