package dev.serai.simulator;

import static dev.serai.simulator.Upstream.chat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class MisbehaviourTest {

    private static final String STREAM = ",'stream':true";
    private static final int ROLE = 1;

    private final Upstream upstream = Upstream.fast();

    @Test
    void names_areUniqueAndExplained() {
        assertThat(Misbehaviour.values()).extracting(Misbehaviour::model).doesNotHaveDuplicates();
        assertThat(Misbehaviour.values()).extracting(Misbehaviour::effect).noneMatch(String::isBlank);
        assertThat(Misbehaviour.of("any other")).isEqualTo(Misbehaviour.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "429, 429, rate_limit_exceeded",
        "429-quota, 429, insufficient_quota",
        "400, 400, invalid_value",
        "401, 401, invalid_api_key",
        "403, 403, null",
        "404, 404, model_not_found",
        "408, 408, timeout",
        "500, 500, null",
        "502, 502, null",
        "503, 503, null",
        "529, 529, overloaded",
        "context-length, 400, context_length_exceeded"
    })
    void refusal_isOpenAisError(String model, int status, String code) throws IOException {
        for (String operation : List.of("chat", "completions", "embeddings")) {
            for (String stream : List.of("", STREAM)) {
                String request = chat(model, "Hi", stream);
                assertThat(upstream.reply(operation, request).status()).isEqualTo(status);
                assertThat(upstream.reply(operation, request).headers())
                        .containsEntry("Content-Type", "application/json");
                JsonNode error = upstream.whole(operation, request).path("error");
                assertThat(error.path("code").asText()).isEqualTo(code);
                assertThat(error.path("message").asText()).isNotEmpty();
                assertThat(error.path("type").asText()).isNotEmpty();
                assertThat(error.has("param")).isTrue();
            }
        }
    }

    @Test
    void rateLimited_saysWhenToRetry() throws IOException {
        assertThat(upstream.reply("chat", chat("429", "Hi", "")).headers()).containsEntry("Retry-After", "1");
        assertThat(upstream.reply("chat", chat("429-quota", "Hi", "")).headers())
                .doesNotContainKey("Retry-After");
    }

    @Test
    void flaky_failsEverySecondCall() throws IOException {
        int[] statuses = new int[4];
        for (int i = 0; i < statuses.length; i++) {
            statuses[i] = upstream.reply("chat", chat("flaky", "Hi", "")).status();
        }
        assertThat(statuses).containsExactly(200, 503, 200, 503);
    }

    @Test
    void reset_breaksBeforeTheHeaders() {
        assertThatThrownBy(() -> upstream.reply("chat", chat("reset", "Hi", "")))
                .isInstanceOf(SocketException.class)
                .hasMessage("Connection reset");
    }

    @Test
    void noResponse_timesOut() {
        long start = System.nanoTime();
        assertThatThrownBy(() -> upstream.reply("chat", chat("no-response", "Hi", "")))
                .isInstanceOf(SocketTimeoutException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
    }

    @Test
    void noResponse_endsWhenInterrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> upstream.reply("chat", chat("no-response", "Hi", "")))
                .isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", STREAM})
    void empty_hasNoBody(String stream) throws IOException {
        Reply reply = upstream.reply("chat", chat("empty", "Hi", stream));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().readAllBytes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", STREAM})
    void html_isAPage(String stream) throws IOException {
        String request = chat("html", "Hi", stream);
        assertThat(upstream.reply("chat", request).status()).isEqualTo(200);
        assertThat(upstream.reply("chat", request).headers().get("Content-Type"))
                .startsWith("text/html");
        assertThat(upstream.text("chat", request)).startsWith("<!DOCTYPE html>");
    }

    @Test
    void errorIn200_isAnErrorEventAfterFiveTokens() throws IOException {
        String request = chat("error-in-200", "Hi", "");
        assertThat(upstream.reply("chat", request).status()).isEqualTo(200);
        assertThat(upstream.whole("chat", request).at("/error/type").asText()).isEqualTo("server_error");

        List<String> events = upstream.events("chat", chat("error-in-200", "Hi", STREAM));
        assertThat(events).hasSize(ROLE + 5 + 1);
        assertThat(Upstream.parse(events.get(6)).at("/error/type").asText()).isEqualTo("server_error");
    }

    @Test
    void contentFilter_finishesEarly() throws IOException {
        JsonNode choice =
                upstream.whole("chat", chat("content-filter", "Hi", "")).at("/choices/0");
        assertThat(choice.path("finish_reason").asText()).isEqualTo("content_filter");
        assertThat(Tokenizer.count(choice.at("/message/content").asText())).isEqualTo(5);

        List<JsonNode> chunks = upstream.chunks("chat", chat("content-filter", "Hi", STREAM));
        assertThat(chunks).hasSize(ROLE + 5 + 1);
        assertThat(chunks.get(6).at("/choices/0/finish_reason").asText()).isEqualTo("content_filter");
    }

    @Test
    void others_answer() throws IOException {
        List<String> models = Arrays.asList("gpt-4o", "echo", "Stall", "");
        for (String model : models) {
            assertThat(upstream.whole("chat", chat(model, "Hi", ""))
                            .path("model")
                            .asText())
                    .isEqualTo(model);
        }
    }
}
