package dev.serai.simulator;

import static dev.serai.simulator.Upstream.chat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class MisbehavingBodyTest {

    private static final String STREAM = ",'stream':true";
    private static final int ROLE = 1;

    private final Upstream upstream = Upstream.fast();

    @Test
    void slowFirstToken_keepsTheBodyWaiting() throws IOException {
        for (String stream : List.of("", STREAM)) {
            Reply reply = upstream.reply("chat", chat("slow-first-token", "Hi", stream));
            long start = System.nanoTime();
            assertThat(reply.body().readAllBytes()).isNotEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(300), Duration.ofSeconds(5));
        }
    }

    @Test
    void slow_givesFiveTokensASecond() throws IOException {
        for (String stream : List.of("", STREAM)) {
            long start = System.nanoTime();
            upstream.text("chat", chat("slow", "Hi", ",'max_tokens':3" + stream));
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(600), Duration.ofSeconds(5));
        }
    }

    @Test
    void pace_isThatOfTheSimulator() throws IOException {
        Upstream paced = new Upstream(Duration.ZERO, Duration.ZERO, 50);
        long start = System.nanoTime();
        paced.text("chat", chat("echo", "Hi", ",'max_tokens':15" + STREAM));
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(300), Duration.ofSeconds(5));

        long wholeStart = System.nanoTime();
        new Upstream(Duration.ZERO, Duration.ZERO, 1).text("chat", chat("echo", "Hi", ""));
        assertThat(Duration.ofNanos(System.nanoTime() - wholeStart)).isLessThan(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", STREAM})
    void stall_hangsUntilClosed(String stream) throws Exception {
        InputStream body = upstream.reply("chat", chat("stall", "Hi", stream)).body();
        CompletableFuture<Throwable> reading = CompletableFuture.supplyAsync(() -> catchThrowable(body::readAllBytes));
        TimeUnit.MILLISECONDS.sleep(100);
        assertThat(reading).isNotDone();
        body.close();
        assertThat(reading.get()).isInstanceOf(IOException.class);
    }

    @Test
    void cut_breaksAfterTenTokens() throws IOException {
        List<String> events = upstream.events("chat", chat("cut", "Hi", STREAM));
        assertThat(events).hasSize(ROLE + 10 + 1).endsWith("Connection reset");

        assertThatThrownBy(() -> upstream.text("chat", chat("cut", "Hi", "")))
                .isInstanceOf(SocketException.class)
                .hasMessage("Connection reset");
    }

    @Test
    void cut_breaksShortAnswersBeforeTheirFinish() throws IOException {
        assertThat(upstream.events("chat", chat("cut", "Hi", ",'max_tokens':3" + STREAM)))
                .hasSize(ROLE + 3 + 1)
                .endsWith("Connection reset");
    }

    @Test
    void truncated_endsAfterTenTokens() throws IOException {
        List<String> events = upstream.events("chat", chat("truncated", "Hi", STREAM));
        assertThat(events).hasSize(ROLE + 10).doesNotContain("[DONE]");
        assertThat(events).noneMatch(event -> event.contains("\"finish_reason\":\"stop\""));
        assertHalf(chat("truncated", "Hi", ""));
    }

    @Test
    void malformed_breaksTheTenthEvent() throws IOException {
        List<String> events = upstream.events("chat", chat("malformed", "Hi", STREAM));
        for (int i = 0; i < events.size() - 1; i++) {
            assertThat(isJson(events.get(i))).as(events.get(i)).isEqualTo(i != 9);
        }
        assertThat(events).endsWith("[DONE]");
        assertHalf(chat("malformed", "Hi", ""));
    }

    @Test
    void noDone_endsWithTheFinish() throws IOException {
        List<String> events = upstream.events("chat", chat("no-done", "Hi", STREAM));
        assertThat(events).doesNotContain("[DONE]");
        assertThat(events.get(events.size() - 1)).contains("\"finish_reason\":\"stop\"");
        assertThat(upstream.whole("chat", chat("no-done", "Hi", "")).path("choices"))
                .hasSize(1);
    }

    @Test
    void toolCalls_breakToo() throws IOException {
        String tools = ",'tools':[{'type':'function','function':{'name':'f','parameters':{'type':'object',"
                + "'properties':{'a':{'type':'string'},'b':{'type':'string'}}}}}]";
        assertThat(upstream.events("chat", chat("truncated", "Hi", tools + STREAM)))
                .hasSize(ROLE + 10);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut", "truncated", "malformed"})
    void otherOperations_breakToo(String model) {
        for (String operation : List.of("completions", "embeddings")) {
            String request = "{'model':'" + model + "','prompt':'Hi','input':'Hi'}";
            assertThat(catchThrowable(() -> upstream.whole(operation, request))).isNotNull();
        }
    }

    private void assertHalf(String request) throws IOException {
        String body = upstream.text("chat", request);
        assertThat(body).startsWith("{\"id\":");
        assertThat(isJson(body)).isFalse();
    }

    private static boolean isJson(String text) {
        return catchThrowable(() -> Upstream.parse(text)) == null;
    }
}
