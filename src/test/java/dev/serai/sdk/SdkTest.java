package dev.serai.sdk;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.Sleeper;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.serai.support.GatewayTest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** OpenAI's own Java client in front of the gateway. It checks each answer against OpenAI's types. */
abstract class SdkTest extends GatewayTest {

    /** How long the client meant to wait before each of its retries. */
    protected final List<Duration> pauses = new CopyOnWriteArrayList<>();

    private OpenAIClient client;

    protected OpenAIClient client() {
        if (client == null) {
            client = OpenAIOkHttpClient.builder()
                    .baseUrl(uri("/v1").toString())
                    .apiKey("any")
                    .responseValidation(true)
                    .sleeper(new Recorder(pauses))
                    .build();
        }
        return client;
    }

    /** A question of one user message, to be completed and built. */
    protected static ChatCompletionCreateParams.Builder ask(String model, String text) {
        return ChatCompletionCreateParams.builder().model(model).addUserMessage(text);
    }

    protected ChatCompletion create(ChatCompletionCreateParams.Builder question) {
        return client().chat().completions().create(question.build());
    }

    /** Streams the answer and puts it together again. */
    protected ChatCompletion stream(ChatCompletionCreateParams.Builder question) {
        ChatCompletionAccumulator answer = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> chunks =
                client().chat().completions().createStreaming(question.build())) {
            chunks.stream().forEach(answer::accumulate);
        }
        return answer.chatCompletion();
    }

    protected static String content(ChatCompletion answer) {
        return answer.choices().get(0).message().content().orElseThrow();
    }

    /** Notes the pauses instead of making them. */
    private record Recorder(List<Duration> pauses) implements Sleeper {

        @Override
        public void sleep(Duration duration) {
            pauses.add(duration);
        }

        @Override
        public CompletableFuture<Void> sleepAsync(Duration duration) {
            pauses.add(duration);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {}
    }
}
