package dev.serai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.EventReader;
import dev.serai.support.FakeUpstream;
import dev.serai.support.Script;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attempts that were paid for in vain have rows of their own. */
@Timeout(120)
class ReplacedAttemptsTest extends PaidGatewayTest {

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
        assertThat(requestsOf(caller)).isEqualTo(1);
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
        UPSTREAM.answer(request -> gpt(request)
                ? Script.json(503, "{\"error\":{\"message\":\"no\"}}")
                : Script.json(200, whole(usage(9, 9))));

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
        Script broken = Script.stream()
                .send(Answers.content(TEXT))
                .send(Answers.content(TEXT))
                .reset();
        Script rest = Script.stream()
                .send(Answers.content(TEXT)
                        + Answers.content(TEXT)
                        + Answers.content("!")
                        + Answers.finish()
                        + Answers.usage().replaceFirst("\\{\"prompt_tokens\".*?}", usage(9000, 21))
                        + Answers.DONE)
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
                        """.formatted(
                                IntStream.range(0, 96).mapToObj(i -> "[1]").collect(Collectors.joining(",")))));
        String input =
                IntStream.range(0, 300).mapToObj(i -> "\"text " + i + "\"").collect(Collectors.joining(","));

        HttpResponse<String> response =
                callAt("/v1/embeddings", caller, "{\"model\":\"cohere/embed-v4.0\",\"input\":[" + input + "]}");

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(record(requestId(response)))
                .containsEntry("prompt_tokens", 1920L)
                .containsEntry("estimated", false);
    }

    @Test
    void partsOfEmbeddings_areOneRecord() throws Exception {
        UPSTREAM.answer(request -> Script.json(200, """
                {"embeddings":{"float":[[1]]},"meta":{"billed_units":{"input_tokens":960}}}"""));
        String input =
                IntStream.range(0, 300).mapToObj(i -> "\"text " + i + "\"").collect(Collectors.joining(","));

        HttpResponse<String> response =
                callAt("/v1/embeddings", caller, "{\"model\":\"cohere/embed-v4.0\",\"input\":[" + input + "]}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(record(requestId(response)))
                .containsEntry("prompt_tokens", 3840L)
                .containsEntry("attempts", 4);
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
        BigDecimal sum =
                rows.stream().map(row -> (BigDecimal) row.get("cost")).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(new BigDecimal(response.headers().firstValue("x-serai-cost").orElseThrow()))
                .isEqualByComparingTo(sum);
    }

    private List<Map<String, Object>> rows(String requestId, int count) throws Exception {
        List<Map<String, Object>> rows = await(() -> records(requestId), found -> found.size() == count);
        assertThat(rows).hasSize(count);
        return rows;
    }
}
