package dev.serai.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.core.http.HttpResponseFor;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletion.Choice.FinishReason;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.embeddings.CreateEmbeddingResponse;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;
import dev.serai.support.Script;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What agents and applications do with OpenAI's client, done against the simulator. */
class OpenAiSdkTest extends SdkTest {

    /** The arguments of a tool, and a form for answers. */
    public static class Weather {
        public String city;
        public int degrees;
    }

    @Test
    void chat_isAnswered() {
        ChatCompletion answer = create(ask("simulator/echo", "Hello"));

        assertThat(content(answer)).contains("Hello");
        assertThat(answer.choices().get(0).finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(answer.usage().orElseThrow().completionTokens()).isPositive();
    }

    @Test
    void streamedChat_saysWhatTheWholeOneSays() {
        assertThat(content(stream(ask("simulator/echo", "Hello, Wörld 世界"))))
                .isEqualTo(content(create(ask("simulator/echo", "Hello, Wörld 世界"))));
    }

    @Test
    void streamedUsage_comesIfAskedFor() {
        var options = ChatCompletionStreamOptions.builder().includeUsage(true).build();

        assertThat(stream(ask("simulator/echo", "Hello").streamOptions(options)).usage())
                .isPresent();
        assertThat(stream(ask("simulator/echo", "Hello")).usage()).isEmpty();
    }

    @Test
    void tools_goRound() {
        var question = ask("simulator/echo", "How warm is it?").addTool(Weather.class);
        ChatCompletion call = create(question);
        assertThat(call.choices().get(0).finishReason()).isEqualTo(FinishReason.TOOL_CALLS);
        var function = onlyCall(call);
        assertThat(function.function().arguments(Weather.class).city).isNotEmpty();

        question.addMessage(call.choices().get(0).message())
                .addMessage(ChatCompletionToolMessageParam.builder()
                        .toolCallId(function.id())
                        .content("18 degrees")
                        .build());

        assertThat(content(create(question))).contains("18 degrees");
    }

    @Test
    void streamedToolCall_isTheWholeOne() {
        var question = ask("simulator/echo", "How warm is it?").addTool(Weather.class);

        var streamed = onlyCall(stream(question)).function();

        assertThat(streamed.name()).isEqualTo("Weather");
        assertThat(streamed.arguments())
                .isEqualTo(onlyCall(create(question)).function().arguments());
    }

    @Test
    void classAsResponseFormat_isFilled() {
        var question = ask("simulator/echo", "Weather in Paris").responseFormat(Weather.class);

        var answer = client().chat().completions().create(question.build());

        assertThat(answer.choices().get(0).message().content().orElseThrow().city)
                .isNotEmpty();
    }

    @Test
    void embeddings_areNumbersInTheDefaultEncoding() {
        EmbeddingCreateParams question = EmbeddingCreateParams.builder()
                .model("simulator/embed")
                .inputOfArrayOfStrings(List.of("a", "b"))
                .dimensions(8)
                .build();

        CreateEmbeddingResponse answer = client().embeddings().create(question);

        assertThat(answer.data()).hasSize(2);
        assertThat(answer.data().get(1).embedding()).hasSize(8).allMatch(number -> Math.abs(number) <= 1);
        assertThat(answer.usage().promptTokens()).isPositive();
    }

    @Test
    void defaultEncoding_isHonouredWhereTheProviderHasOnlyFloats() {
        UPSTREAM.answer(Script.json(200, "{\"id\":\"e\",\"texts\":[\"a\"],\"embeddings\":{\"float\":[[0.5,-0.25]]}}"));
        EmbeddingCreateParams question = EmbeddingCreateParams.builder()
                .model("cohere/embed-v4.0")
                .input("a")
                .build();

        CreateEmbeddingResponse answer = client().embeddings().create(question);

        assertThat(answer.data().get(0).embedding()).containsExactly(0.5f, -0.25f);
    }

    @Test
    void models_areListed() {
        assertThat(client().models().list().autoPager()).extracting(Model::id).contains("smart", "canary", "by-size");
    }

    @Test
    void modelWithSlash_isRetrieved() {
        Model model = client().models().retrieve("openai/text-embedding-ada-002");

        assertThat(model.id()).isEqualTo("openai/text-embedding-ada-002");
        assertThat(model.ownedBy()).isEqualTo("openai");
    }

    @Test
    void requestId_isAvailable() {
        var completions = client().chat().completions().withRawResponse();
        try (HttpResponseFor<ChatCompletion> answer =
                completions.create(ask("simulator/echo", "Hello").build())) {
            assertThat(answer.requestId().orElseThrow()).startsWith("req_");
        }
    }

    private static ChatCompletionMessageFunctionToolCall onlyCall(ChatCompletion answer) {
        var calls = answer.choices().get(0).message().toolCalls().orElseThrow();
        assertThat(calls).hasSize(1);
        return calls.get(0).asFunction();
    }

    /** The SDK has no call for jobs: what was promised is asked for as anything else. */
    @Test
    void chatThatPrefersTo_isAnsweredLater() throws Exception {
        var asked = ask("simulator/echo", "Hello").putAdditionalHeader("Prefer", "respond-async");
        String job;
        try (HttpResponseFor<ChatCompletion> promise =
                client().chat().completions().withRawResponse().create(asked.build())) {
            assertThat(promise.statusCode()).isEqualTo(202);
            job = promise.headers().values("location").get(0);
        }
        var answer = get(job);
        while (answer.statusCode() == 202) {
            Thread.sleep(20);
            answer = get(job);
        }
        assertThat(json(answer).at("/choices/0/message/content").asText()).contains("Hello");
    }
}
