package dev.serai.passthrough;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.TokenRegistry;
import dev.serai.support.Script;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What batches and other things that pass have used is on record, once, whoever looks at them, and how. */
class BatchMoneyTest extends PassTest {

    private static final String LINE =
            "{\"response\":{\"body\":{\"model\":\"gpt-5.1\",\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":1}}}}\n";

    private final String batch = "batch_" + UUID.randomUUID().toString().replace("-", "");
    private final String output = "file-" + UUID.randomUUID().toString().replace("-", "");

    private String batch(String status, String more) {
        return "{\"id\":\"" + batch + "\",\"object\":\"batch\",\"status\":\"" + status + "\",\"input_file_id\":\"" + id
                + "\",\"output_file_id\":\"" + output + "\"" + more + "}";
    }

    private static final String USAGE =
            ",\"model\":\"gpt-5.1\",\"usage\":{\"input_tokens\":10000,\"input_tokens_details\":"
                    + "{\"cached_tokens\":0},\"output_tokens\":1000,\"output_tokens_details\":{\"reasoning_tokens\":0},"
                    + "\"total_tokens\":11000}";

    private List<Map<String, Object>> used(HttpResponse<?> answer, int records) throws Exception {
        return await(() -> records(requestId(answer)), found -> found.size() == records).stream()
                .filter(it -> it.get("attempts").equals(0))
                .toList();
    }

    @Test
    void batchWhoseOutputNobodyReads_isBookedWhenItIsSeenFinished_once() throws Exception {
        TokenRegistry.Issued caller = owner();
        answers(Script.json(200, batch("in_progress", USAGE)));
        HttpResponse<String> made = ask(caller, "POST", "/v1/batches", "{\"input_file_id\":\"" + id + "\"}");
        assertThat(made.statusCode()).isEqualTo(200);
        assertThat(used(made, 1)).isEmpty();

        answers(Script.json(200, batch("completed", USAGE)));
        HttpResponse<String> seen = ask(caller, "GET", "/v1/batches/" + batch, null);
        Map<String, Object> booked = used(seen, 2).get(0);
        assertThat(booked).containsEntry("model", "gpt-5.1").containsEntry("prompt_tokens", 10_000L);
        // (10,000 × 1.25 + 1,000 × 10) / 1,000,000, at half the price
        assertThat((BigDecimal) booked.get("cost")).isEqualByComparingTo("0.01125");

        assertThat(used(ask(caller, "GET", "/v1/batches/" + batch, null), 1)).isEmpty();
        assertThat(used(ask(caller, "POST", "/v1/batches/" + batch + "/cancel", "{}"), 1))
                .isEmpty();
        answers(Script.typed(200, "application/octet-stream", LINE.repeat(3)));
        HttpResponse<String> read = ask(caller, "GET", "/v1/files/" + output + "/content", null);
        assertThat(read.body()).isEqualTo(LINE.repeat(3));
        assertThat(used(read, 1)).isEmpty();
    }

    @Test
    void outputThatWasRead_isNotBookedAgainWithItsBatch() throws Exception {
        TokenRegistry.Issued caller = owner();
        answers(Script.json(200, batch("completed", "")));
        ask(caller, "POST", "/v1/batches", "{\"input_file_id\":\"" + id + "\"}");
        answers(Script.typed(200, "application/octet-stream", LINE.repeat(3)));
        HttpResponse<String> read = ask(caller, "GET", "/v1/files/" + output + "/content", null);
        assertThat(used(read, 2).get(0)).containsEntry("prompt_tokens", 30L);
        answers(Script.json(200, batch("completed", USAGE)));
        assertThat(used(ask(caller, "GET", "/v1/batches/" + batch, null), 1)).isEmpty();
    }

    @Test
    void outputThatCannotBeRead_isNotGiven() throws Exception {
        TokenRegistry.Issued caller = owner();
        answers(Script.json(200, batch("completed", "")));
        ask(caller, "POST", "/v1/batches", "{\"input_file_id\":\"" + id + "\"}");
        answers(Script.typed(200, "application/octet-stream", "packed", "Content-Encoding: gzip"));
        assertRefused(ask(caller, "GET", "/v1/files/" + output + "/content", null), 502, "provider_invalid_answer");
    }

    @Test
    void batchMadeByAnyPath_isBookedAsWell() throws Exception {
        TokenRegistry.Issued caller = token(allowed());
        answers(Script.json(200, batch("validating", "")));
        ask(caller, "POST", "/passthrough/openai/batches", "{}");
        answers(Script.json(200, batch("completed", USAGE)));
        HttpResponse<String> seen = ask(caller, "GET", "/passthrough/openai/batches/" + batch, null);
        assertThat(used(seen, 2).get(0)).containsEntry("prompt_tokens", 10_000L);
        assertThat(used(ask(caller, "GET", "/passthrough/openai/batches/" + batch, null), 1))
                .isEmpty();
    }

    @Test
    void usageThatAnAnswerStates_isOnRecord_whenItIsMade() throws Exception {
        TokenRegistry.Issued caller = caller("openai");
        answers(Script.json(
                200,
                "{\"id\":\"thing_1" + UUID.randomUUID()
                        + "\",\"model\":\"gpt-5.1\",\"metadata\":{\"model\":\"gpt-5-nano\",\"usage\":{}},"
                        + "\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":100,\"total_tokens\":1100}}"));
        HttpResponse<String> made = ask(caller, "POST", "/v1/things", "{}");
        Map<String, Object> booked = used(made, 2).get(0);
        assertThat(booked).containsEntry("model", "gpt-5.1").containsEntry("prompt_tokens", 1000L);
        assertThat((BigDecimal) booked.get("cost")).isEqualByComparingTo("0.00225");
        String thing = json(made).path("id").asText();
        assertThat(used(ask(caller, "GET", "/v1/things/" + thing, null), 1)).isEmpty();
    }

    @Test
    void linesWithoutUsage_areEstimatedByWhatTheySay_apartFromThoseWithIt() throws Exception {
        TokenRegistry.Issued caller = owner();
        answers(Script.json(200, batch("completed", "")));
        ask(caller, "POST", "/v1/batches", "{\"input_file_id\":\"" + id + "\"}");
        String silent =
                "{\"response\":{\"body\":{\"model\":\"gpt-5.1\",\"choices\":[{\"message\":{\"role\":\"assistant\","
                        + "\"content\":\"" + "word".repeat(100) + "\"}}]}}}\n";
        answers(Script.typed(200, "application/octet-stream", LINE.repeat(3) + silent.repeat(5)));
        List<Map<String, Object>> booked = used(ask(caller, "GET", "/v1/files/" + output + "/content", null), 3);
        assertThat(booked)
                .anySatisfy(it -> assertThat(it)
                        .containsEntry("estimated", false)
                        .containsEntry("prompt_tokens", 30L)
                        .containsEntry("completion_tokens", 3L))
                .anySatisfy(it -> assertThat(it)
                        .containsEntry("estimated", true)
                        .containsEntry("model", "gpt-5.1")
                        .containsEntry("completion_tokens", 500L));
        assertThat(used(ask(caller, "GET", "/v1/files/" + output + "/content", null), 1))
                .isEmpty();
    }
}
