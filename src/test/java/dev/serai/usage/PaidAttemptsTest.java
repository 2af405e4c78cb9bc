package dev.serai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.support.Answers;
import dev.serai.support.CallingGatewayTest;
import dev.serai.support.EventReader;
import dev.serai.support.FakeUpstream;
import dev.serai.support.RoutesCopy;
import dev.serai.support.Script;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Whoever was sent a prompt wants to be paid: each attempt at a provider is on record, however it ended. */
@Timeout(120)
class PaidAttemptsTest extends CallingGatewayTest {

    private static final int PROMPT_BYTES = 40_000;
    private static final long PROMPT = PROMPT_BYTES / 4;
    private static final String GPT = "openai/gpt-4o";
    private static final String TEXT = "ten tokens of text that anyone can count"; // 40 bytes

    private Issued caller;

    @DynamicPropertySource
    static void aliases(DynamicPropertyRegistry properties) throws IOException {
        Path routes = RoutesCopy.edited("#none#", "");
        RoutesCopy.alias(routes, "failover", "inOrder", "", GPT, "mistral/mistral-large-2512");
        RoutesCopy.alias(routes, "again", "inOrder", "", GPT + "?retries=1");
        for (String recovery : List.of("resume", "restart", "hold")) {
            String step = "- setVariable: { id: recovery-%1$s, name: recovery, constant: %1$s }".formatted(recovery);
            RoutesCopy.alias(routes, recovery, "inOrder", step, GPT, "mistral/mistral-large-2512");
        }
        properties.add("serai.routes", routes::toString);
    }

    @BeforeEach
    void aCaller() {
        caller = token(Rules.NONE);
    }

    private static String longChat(String model) {
        return chat(model).replace("Hello", "four".repeat(PROMPT_BYTES / 4));
    }

    private static String longStream(String model) {
        return longChat(model).replaceFirst("\\{", "{\"stream\":true,");
    }

    private static String whole(String usage) {
        return Answers.WHOLE.replace("\"Hi\"", "\"" + TEXT + "\"").replaceFirst("}$", ",\"usage\":" + usage + "}");
    }

    private static Script streamed(String usage) {
        return Script.stream()
                .send(Answers.content(TEXT) + Answers.finish()
                        + Answers.usage().replaceFirst("\\{\"prompt_tokens\".*?}", usage)
                        + Answers.DONE)
                .end();
    }

    private static void assertPrompt(Map<String, Object> record) {
        assertThat((Long) record.get("prompt_tokens")).isBetween(PROMPT, PROMPT + 100);
        assertThat((BigDecimal) record.get("cost")).isPositive();
        assertThat(record).containsEntry("estimated", true);
    }

    static Stream<String> incredible() {
        return Stream.of(
                "{}",
                "{\"prompt_tokens\":0,\"completion_tokens\":0,\"total_tokens\":0}",
                "{\"prompt_tokens\":-5,\"completion_tokens\":-1}",
                "{\"prompt_tokens\":\"10000\",\"completion_tokens\":\"10\"}",
                "{\"prompt_tokens\":1.5,\"completion_tokens\":0.5}",
                "{\"prompt_tokens\":null,\"completion_tokens\":null}",
                "{\"prompt_tokens\":9223372036854775807,\"completion_tokens\":9223372036854775807}",
                "{\"prompt_tokens\":99999999999999999999,\"completion_tokens\":1e300}",
                "{\"prompt_tokens\":[],\"completion_tokens\":{}}");
    }

    @ParameterizedTest
    @MethodSource("incredible")
    void incredibleUsage_isReplacedByAnEstimate(String usage) throws Exception {
        UPSTREAM.answer(Script.json(200, whole(usage)));

        Map<String, Object> record = record(requestId(call(caller, longChat(GPT))));

        assertPrompt(record);
        assertThat(record).containsEntry("completion_tokens", 10L);
    }

    @ParameterizedTest
    @MethodSource("incredible")
    void incredibleUsageOfAStream_isReplacedByAnEstimate(String usage) throws Exception {
        UPSTREAM.answer(streamed(usage));

        try (EventReader stream = open(caller, longStream(GPT))) {
            stream.rest();
            Map<String, Object> record = record(requestId(stream.response()));
            assertPrompt(record);
            assertThat(record).containsEntry("completion_tokens", 10L);
        }
    }

    @ParameterizedTest
    @MethodSource("incredible")
    void incredibleUsageOfATranslatedAnswer_isReplacedByAnEstimate(String usage) throws Exception {
        UPSTREAM.answer(Script.json(200, whole(usage)));

        Map<String, Object> record =
                record(requestId(call(caller, longChat("mistral/mistral-large-2512"))));

        assertPrompt(record);
        assertThat(record).containsEntry("completion_tokens", 10L);
    }

    @Test
    void usageThatDoesNotAddUp_countsTheLarger() throws Exception {
        UPSTREAM.answer(Script.json(
                200, whole("{\"prompt_tokens\":9000,\"completion_tokens\":10,\"total_tokens\":10000}")));

        assertThat(record(requestId(call(caller, longChat(GPT)))))
                .containsEntry("prompt_tokens", 9000L)
                .containsEntry("completion_tokens", 1000L)
                .containsEntry("estimated", true);
    }

    @Test
    void embeddingsUsage_isHeldToTheSame() throws Exception {
        UPSTREAM.answer(Script.json(200, """
                {"object":"list","model":"m","data":[{"object":"embedding","index":0,"embedding":[0.5]}],\
                "usage":{"prompt_tokens":0,"total_tokens":0}}"""));
        String body = "{\"model\":\"openai/text-embedding-3-small\",\"input\":\"" + "four".repeat(10_000) + "\"}";

        assertPrompt(record(requestId(callAt("/v1/embeddings", caller, body))));
    }

    @Test
    void toolsOfARequest_belongToItsPrompt() throws Exception {
        UPSTREAM.answer(Script.json(200, whole("{}")));
        String tool = "{\"type\":\"function\",\"function\":{\"name\":\"f\",\"description\":\"%s\"}}"
                .formatted("four".repeat(PROMPT_BYTES / 4));

        HttpResponse<String> response = call(caller, chat(GPT).replaceFirst("\\{", "{\"tools\":[" + tool + "],"));

        assertPrompt(record(requestId(response)));
    }

    @Test
    void smallImageBesideALongText_doesNotHideTheText() throws Exception {
        UPSTREAM.answer(Script.json(200, whole("{}")));
        String image = "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,iVBORw0KGgo=\"}}";
        String content = "[" + image + ",{\"type\":\"text\",\"text\":\"" + "four".repeat(10_000) + "\"}]";

        Map<String, Object> record = record(requestId(call(caller, chat(GPT).replace("\"Hello\"", content))));

        assertThat((Long) record.get("prompt_tokens")).isBetween(PROMPT, PROMPT + 2100);
    }

    @Test
    void callerWhoLeavesBeforeTheAnswer_pays() throws Exception {
        UPSTREAM.answer(Script.silent().stall(30));
        leave(longChat(GPT), "left-before");
        assertThat(UPSTREAM.awaitAbort(10)).isTrue();

        Map<String, Object> record = record("left-before");

        assertThat(record).containsEntry("status", 499).containsEntry("aborted", true);
        assertPrompt(record);
    }

    private void leave(String body, String id) {
        HttpRequest request = HttpRequest.newBuilder(uri(CHAT))
                .header("Authorization", "Bearer " + caller.secret().text())
                .header("x-request-id", id)
                .timeout(Duration.ofMillis(700))
                .POST(BodyPublishers.ofString(body))
                .build();
        assertThat(CLIENT.sendAsync(request, BodyHandlers.ofString()).handle((answer, left) -> left).join())
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-serai-timeout-total", "x-serai-timeout-headers"})
    void callerWhoSetsAShortTimeLimit_pays(String header) throws Exception {
        UPSTREAM.answer(Script.silent().stall(30));

        HttpResponse<String> response = call(caller, longChat(GPT), header, "300ms");

        assertThat(response.statusCode()).isEqualTo(504);
        assertPrompt(record(requestId(response)));
    }

    static Stream<Script> unreadable() {
        return Stream.of(
                Script.json(200, "{\"choices\":[{\"mess"),
                Script.json(200, "[]"),
                Script.json(200, ""),
                Script.typed(200, "text/html", "<html>"),
                Script.typed(200, null, whole("{}")),
                Script.silent().reset(),
                Script.silent().raw("HTTP/1.1 200 -\r\nContent-Type: application/json\r\n").reset(),
                Script.silent().raw("HTTP/1.1 200 -\r\nContent-Length: 100000000\r\n\r\n{").reset(),
                Script.stream().send(Answers.content(TEXT)).end());
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void unreadableAnswer_isPaidFor(Script answer) throws Exception {
        UPSTREAM.answer(answer);

        HttpResponse<String> response = call(caller, longChat(GPT));

        assertThat(response.statusCode()).isEqualTo(502);
        assertPrompt(record(requestId(response)));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void unreadableStream_isPaidFor(Script answer) throws Exception {
        UPSTREAM.answer(answer);

        try (EventReader stream = open(caller, longStream(GPT))) {
            stream.rest();
            assertPrompt(record(requestId(stream.response())));
        }
    }

    @Test
    void wholeAnswerThatBreaksOff_isPaidForAsFarAsItCame() throws Exception {
        String body = whole("{}").replace(TEXT, TEXT.repeat(100)); // 1,000 tokens
        UPSTREAM.answer(Script.silent()
                .raw("HTTP/1.1 200 -\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n")
                .raw(body.substring(0, 3000))
                .reset());

        HttpResponse<String> response = call(caller, longChat(GPT));

        assertThat(response.statusCode()).isEqualTo(502);
        Map<String, Object> record = record(requestId(response));
        assertPrompt(record);
        assertThat((Long) record.get("completion_tokens")).isBetween(650L, 1100L);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 413, 429, 500, 503, 529})
    void refusal_isFree(int status) throws Exception {
        UPSTREAM.answer(Script.json(status, "{\"error\":{\"message\":\"no\"}}"));

        assertThat(record(requestId(call(caller, longChat(GPT)))))
                .containsEntry("prompt_tokens", 0L)
                .containsEntry("estimated", false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"stream\":true"})
    void errorInsideA200_isFree(String stream) throws Exception {
        String error = "{\"error\":{\"message\":\"no\",\"type\":\"server_error\"}}";
        UPSTREAM.answer(
                stream.isEmpty()
                        ? Script.json(200, error)
                        : Script.stream().send("data: " + error + "\n\n").end());

        HttpResponse<String> response = call(caller, longChat(GPT).replaceFirst("\\{", "{\"n\":1" + stream + ","));

        assertThat(record(requestId(response))).containsEntry("prompt_tokens", 0L);
    }

    @Test
    void failover_hasARowForWhoFailed() throws Exception {
        UPSTREAM.answer(request -> gpt(request) ? Script.silent().reset() : Script.json(200, whole(usage(9000, 10))));

        HttpResponse<String> response = call(caller, longChat("failover"));

        List<Map<String, Object>> rows = rows(requestId(response), 2);
        assertThat(rows.get(0))
                .containsEntry("provider", "mistral")
                .containsEntry("prompt_tokens", 9000L)
                .containsEntry("estimated", false);
        assertReplaced(rows.get(1));
        assertThat(rows.get(1)).containsEntry("completion_tokens", 0L);
        assertCost(response, rows);
        assertThat(requests()).isEqualTo(1);
    }

    @Test
    void retry_hasARowForTheFirstTry() throws Exception {
        UPSTREAM.answer(request -> UPSTREAM.received().size() == 1
                ? Script.json(200, "{\"choices\":[{\"mess")
                : Script.json(200, whole(usage(9000, 10))));

        HttpResponse<String> response = call(caller, longChat("again"));

        List<Map<String, Object>> rows = rows(requestId(response), 2);
        assertThat(rows.get(0)).containsEntry("prompt_tokens", 9000L).containsEntry("status", 200);
        assertReplaced(rows.get(1));
        assertCost(response, rows);
    }

    @Test
    void refusedTargets_haveNoRow() throws Exception {
        UPSTREAM.answer(request ->
                gpt(request) ? Script.json(503, "{\"error\":{\"message\":\"no\"}}") : Script.json(200, whole(usage(9, 9))));

        HttpResponse<String> response = call(caller, longChat("failover"));

        assertThat(rows(requestId(response), 1)).hasSize(1);
    }

    @Test
    void errorOfWhoWasPaid_isOneRow() throws Exception {
        UPSTREAM.answer(request -> gpt(request)
                ? Script.json(200, "{\"choices\":[{\"mess")
                : Script.json(503, "{\"error\":{\"message\":\"no\"}}"));

        HttpResponse<String> response = call(caller, longChat("failover"));

        assertThat(response.statusCode()).isEqualTo(503);
        List<Map<String, Object>> rows = rows(requestId(response), 2);
        assertThat(rows.get(0)).containsEntry("provider", "mistral").containsEntry("prompt_tokens", 0L);
        assertReplaced(rows.get(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"resume", "restart"})
    void resumedStream_hasARowForTheBrokenTarget(String alias) throws Exception {
        Script broken = Script.stream().send(Answers.content(TEXT)).send(Answers.content(TEXT)).reset();
        Script rest = Script.stream()
                .send(Answers.content(TEXT) + Answers.content(TEXT) + Answers.content("!") + Answers.finish()
                        + Answers.usage().replaceFirst("\\{\"prompt_tokens\".*?}", usage(9000, 21)) + Answers.DONE)
                .end();
        UPSTREAM.answer(request -> gpt(request) ? broken : rest);

        try (EventReader stream = open(caller, longStream(alias))) {
            assertThat(stream.rest()).endsWith(EventReader.DONE);
            List<Map<String, Object>> rows = rows(requestId(stream.response()), 2);
            assertThat(rows.get(0))
                    .containsEntry("provider", "mistral")
                    .containsEntry("prompt_tokens", 9000L)
                    .containsEntry("completion_tokens", 21L);
            assertReplaced(rows.get(1));
            assertThat(rows.get(1)).containsEntry("completion_tokens", 20L);
        }
    }

    @Test
    void partsOfEmbeddings_arePaidForWhenALaterOneFails() throws Exception {
        UPSTREAM.answer(request -> UPSTREAM.received().size() == 3
                ? Script.json(429, "{\"message\":\"slow down\"}")
                : Script.json(200, """
                        {"embeddings":{"float":[%s]},"meta":{"billed_units":{"input_tokens":960}}}\
                        """.formatted(IntStream.range(0, 96).mapToObj(i -> "[1]").collect(Collectors.joining(",")))));
        String input = IntStream.range(0, 300).mapToObj(i -> "\"text " + i + "\"").collect(Collectors.joining(","));

        HttpResponse<String> response = callAt(
                "/v1/embeddings", caller, "{\"model\":\"cohere/embed-v4.0\",\"input\":[" + input + "]}");

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(record(requestId(response)))
                .containsEntry("prompt_tokens", 1920L)
                .containsEntry("estimated", false);
    }

    @Test
    void partsOfEmbeddings_areOneRecord() throws Exception {
        UPSTREAM.answer(request -> Script.json(200, """
                {"embeddings":{"float":[[1]]},"meta":{"billed_units":{"input_tokens":960}}}"""));
        String input = IntStream.range(0, 300).mapToObj(i -> "\"text " + i + "\"").collect(Collectors.joining(","));

        HttpResponse<String> response = callAt(
                "/v1/embeddings", caller, "{\"model\":\"cohere/embed-v4.0\",\"input\":[" + input + "]}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(record(requestId(response))).containsEntry("prompt_tokens", 3840L).containsEntry("attempts", 4);
    }

    @Test
    void heldStream_isReleasedThoughTheProviderIsSilent() throws Exception {
        UPSTREAM.answer(Script.stream().send(Answers.content(TEXT)).stall(30));
        long began = System.nanoTime();
        String id;
        double seconds;

        try (EventReader stream = open(caller, streamedChat("hold"))) {
            assertThat(stream.nextEvent()).contains(TEXT);
            seconds = (System.nanoTime() - began) / 1e9;
            id = requestId(stream.response());
        }

        assertThat(seconds).isBetween(1.9, 15.0);
        assertThat((Double) record(id).get("first_token_ms")).isBetween(1900.0, 1000 * seconds);
    }

    private static boolean gpt(FakeUpstream.Received request) {
        return request.path().startsWith("/openai/");
    }

    private static String usage(int prompt, int completion) {
        return "{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d}"
                .formatted(prompt, completion, prompt + completion);
    }

    private static void assertReplaced(Map<String, Object> row) {
        assertPrompt(row);
        assertThat(row)
                .containsEntry("provider", "openai")
                .containsEntry("model", "gpt-4o")
                .containsEntry("error", "replaced")
                .containsEntry("attempts", 0);
    }

    private static void assertCost(HttpResponse<?> response, List<Map<String, Object>> rows) {
        BigDecimal sum = rows.stream()
                .map(row -> (BigDecimal) row.get("cost"))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(new BigDecimal(response.headers().firstValue("x-serai-cost").orElseThrow()))
                .isEqualByComparingTo(sum);
    }

    private List<Map<String, Object>> rows(String requestId, int count) throws Exception {
        List<Map<String, Object>> rows = await(() -> records(requestId), found -> found.size() == count);
        assertThat(rows).hasSize(count);
        return rows;
    }

    private int requests() throws Exception {
        return await(
                () -> database.sql()
                        .sql("select coalesce(sum(requests), 0) from usage_hour where token = :token")
                        .param("token", caller.token().id())
                        .query(Integer.class)
                        .single(),
                found -> found > 0);
    }
}
