package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.FakeUpstream;
import dev.serai.support.GatewayTest;
import dev.serai.support.Mutations;
import dev.serai.support.RawConnection;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers out of range in every place of what providers answer: the caller hears of it, and never of our failure. */
class HostileAnswersTest extends GatewayTest {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final Pattern NUMBER = Pattern.compile("Answer (\\d+)\\.");
    private static final int AT_A_TIME = 32;
    private static final List<String> NUMBERS = List.of("1e99999999999", "-1e999999999", "9".repeat(1001));

    /** One answer, stream and error of each format. */
    static Collection<WireFixtures.Case> cases() throws IOException {
        return WireFixtures.cases()
                .filter(it -> !it.kind().equals("request") && it.operation().equals("chat"))
                .collect(Collectors.toMap(
                        it -> it.provider() + " " + it.kind(), it -> it, (first, next) -> first, TreeMap::new))
                .values();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void numberInAnAnswer_isToldOrPassed(WireFixtures.Case it) throws Exception {
        List<Mutated> answers = new ArrayList<>();
        for (String number : NUMBERS) {
            answers.addAll(it.kind().equals("stream") ? streams(it, number) : wholes(it, number));
        }
        UPSTREAM.answer(request -> answers.get(numberOf(request)).script());
        ExecutorService clients = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            List<Future<?>> asked = new ArrayList<>();
            for (int i = 0; i < answers.size(); i++) {
                int number = i;
                asked.add(
                        clients.submit(() -> ask(it, number, answers.get(number).place())));
            }
            for (Future<?> each : asked) {
                each.get();
            }
        } finally {
            clients.shutdownNow();
        }
    }

    /** An answer with a number out of range, and where that is. */
    private record Mutated(String place, Script script) {}

    private static List<Mutated> wholes(WireFixtures.Case it, String number) throws IOException {
        JsonNode fixture = it.read("provider");
        boolean error = it.kind().equals("error");
        return Mutations.of(error ? fixture.path("body") : fixture, number).stream()
                .map(mutation -> new Mutated(
                        mutation.place() + " is " + number, Script.json(error ? 400 : 200, mutation.json())))
                .toList();
    }

    private static List<Mutated> streams(WireFixtures.Case it, String number) throws IOException {
        JsonNode events = it.read("provider");
        List<Mutated> streams = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            for (Mutations.Mutation mutation : Mutations.of(events.get(i), number)) {
                streams.add(new Mutated(
                        i + ": " + mutation.place() + " is " + number,
                        Script.stream().send(sse(events, i, mutation.json())).end()));
            }
        }
        return streams;
    }

    /** Which answer a request is for: its message says so. */
    private static int numberOf(FakeUpstream.Received request) {
        Matcher number = NUMBER.matcher(request.text());
        assertThat(number.find()).as(request.text()).isTrue();
        return Integer.parseInt(number.group(1));
    }

    private Void ask(WireFixtures.Case it, int number, String place) throws IOException {
        boolean stream = it.kind().equals("stream");
        String model = another(it.provider() + "/" + it.model());
        String chat = (stream ? streamedChat(model) : chat(model)).replace("Hello", "Answer " + number + ".");
        RawConnection.Reply response = answer(chat);
        assertNoFailureOfOurs(response.status(), response.body(), place);
        if (stream) {
            assertThat(response.body()).as(place).containsAnyOf("[DONE]", "\"error\":{");
        }
        return null;
    }

    private static String sse(JsonNode events, int changed, String event) {
        StringBuilder sse = new StringBuilder();
        for (int i = 0; i < events.size(); i++) {
            String data = i == changed ? event : events.get(i).isTextual() ? "[DONE]" : Json.text(events.get(i));
            sse.append("data: ").append(data).append("\n\n");
        }
        return sse.toString();
    }

    /** A name of its own for each request: a model that answers nonsense is left alone after a while. */
    private static String another(String model) {
        return model + "-" + NAMES.incrementAndGet();
    }

    private RawConnection.Reply answer(String body) throws IOException {
        try (RawConnection connection = new RawConnection(port)) {
            return connection.sendChat(body).reply();
        }
    }

    private static void assertNoFailureOfOurs(int status, String body, String place) {
        assertThat(status).as(place + ": " + body).isNotEqualTo(500);
        assertThat(body).as(place).doesNotContain("internal_error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai/m", "mistral/m", "anthropic/claude-opus-4-6"})
    void numberInUsage_isAnInvalidResponse(String model) throws Exception {
        UPSTREAM.answer(Script.json(
                200,
                "{\"id\":\"a\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"},"
                        + "\"finish_reason\":\"stop\"}],\"content\":[{\"type\":\"text\",\"text\":\"Hi\"}],"
                        + "\"usage\":{\"prompt_tokens\":1e99999999999,\"input_tokens\":1e99999999999}}"));

        HttpResponse<String> response = post("/v1/chat/completions", chat(another(model)));

        assertThat(response.statusCode()).isEqualTo(502);
        assertThat(error(response).path("code").asText()).isEqualTo("provider_invalid_response");
    }

    @Test
    void retryAfterOutOfRange_isNoFailureOfOurs() throws Exception {
        for (String after : new String[] {"1e99999999999", "9".repeat(400), "-1e-99999999999", "NaN", "0x7"}) {
            UPSTREAM.answer(Script.json(
                    429,
                    "{\"error\":{\"message\":\"no\"}}",
                    "retry-after: " + after,
                    "x-ratelimit-remaining-requests: " + after,
                    "x-ratelimit-reset-requests: " + after + "s"));
            for (String model : new String[] {"openai/m", "groq/m", "anthropic/claude-opus-4-6"}) {
                HttpResponse<String> response = post("/v1/chat/completions", chat(another(model)));
                assertThat(response.statusCode()).as(after + response.body()).isEqualTo(429);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai/m", "mistral/m"})
    void byteOrderMark_isPassedOver(String model) throws Exception {
        String answer =
                "{\"id\":\"a\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"},"
                        + "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}";
        UPSTREAM.answer(Script.json(200, "\ufeff" + answer));

        HttpResponse<String> response = post("/v1/chat/completions", "\ufeff" + chat(another(model)));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(json(response).path("id").asText()).isEqualTo("a");
        assertThat(UPSTREAM.last().text().strip()).startsWith("{");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai/m", "mistral/m", "anthropic/claude-opus-4-6", "gemini/gemini-2.5-flash"})
    void byteOrderMarkBeforeAnError_isPassedOver(String model) throws Exception {
        UPSTREAM.answer(
                Script.json(400, "\ufeff{\"error\":{\"message\":\"that is why\",\"type\":\"invalid_request_error\"}}"));

        assertThat(error(post("/v1/chat/completions", chat(another(model))))
                        .path("message")
                        .asText())
                .contains("that is why");
    }

    /** What is kept until a choice's end is kept of as many choices as anybody can ask for. */
    @Test
    void signaturesOfChoicesThatNobodyAskedFor_endTheStream() throws Exception {
        Script script = Script.stream();
        for (int choice = 0; choice < 40; choice++) {
            script.send(
                    "data: {\"candidates\":[{\"index\":%d,\"content\":{\"parts\":[{\"text\":\"\",\"thoughtSignature\":\"c2ln\"}]}}]}\n\n"
                            .formatted(choice));
        }
        UPSTREAM.answer(script.send("data: {\"candidates\":[{\"index\":0,\"finishReason\":\"STOP\"}]}\n\n")
                .end());

        String body = post("/v1/chat/completions", streamedChat("gemini/gemini-3-pro"))
                .body();

        assertThat(body).contains("\"error\"").doesNotContain("[DONE]");
    }
}
