package dev.serai.passthrough;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.Parser;
import dev.serai.access.TokenRegistry;
import dev.serai.call.Used;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void readersAtTheSameTime_areBookedEachLineOnce() throws Exception {
        AtomicLong stored = new AtomicLong();
        UsageReader.Lines lines = (from, to) -> {
            long before = stored.getAndUpdate(now -> Math.max(now, to));
            return Math.max(from, before);
        };
        UsageReader all = reader(lines);
        UsageReader some = reader(lines);
        add(all, LINE.repeat(50)); // nothing on record yet
        add(some, LINE.repeat(7));
        long tokens = tokens(some.used());
        assertThat(tokens).isEqualTo(70);
        add(all, LINE.repeat(200));
        all.end();
        assertThat(tokens + tokens(all.used())).isEqualTo(2500);
        UsageReader again = reader(lines);
        add(again, LINE.repeat(250));
        again.end();
        assertThat(tokens(again.used())).isZero();
    }

    @Test
    void memoryOfUsage_doesNotGrowWithWhatAProviderSays() throws Exception {
        UsageReader reader = UsageReader.ofOutput(0, (from, to) -> from, usage(), model -> null);
        for (int i = 0; i < 3000; i++) {
            String body = "{\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1,\"k" + i + "\":1,\"d\":{\"k" + i
                    + "\":1}}}";
            add(reader, "{\"response\":{\"body\":" + body + "}}\n");
        }
        reader.end();
        JsonNode sum = reader.used().get(0).usage();
        assertThat(sum.path("prompt_tokens").asLong()).isEqualTo(3000);
        assertThat(sum.toString().length()).isLessThan(4000);
    }

    @Test
    void linesWithoutUsage_areEstimatedByWhatTheySay_apartFromThoseWithIt() throws Exception {
        TokenRegistry.Issued caller = owner();
        answers(Script.json(200, batch("completed", "")));
        ask(caller, "POST", "/v1/batches", "{\"input_file_id\":\"" + id + "\"}");
        String silent = "{\"response\":{\"body\":{\"model\":\"gpt-5.1\",\"choices\":[{\"message\":{\"role\":\"assistant\","
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

    /** In the words of each API; the figure is what stands there, a quarter of its bytes. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    {"response":{"body":{"choices":[{"message":{"content":"12345678"}}]}}} | 2
                    {"response":{"body":{"choices":[{"message":{"content":"1234"}},{"message":{"content":"5678"}}]}}} | 2
                    {"response":{"body":{"choices":[{"text":"12345678"}],"usage":null}}} | 2
                    {"response":{"body":{"usage":{},"choices":[{"message":{"content":null,"reasoning_content":"1234","tool_calls":[{"id":"call_aaaaaaaaaaaa","function":{"name":"f","arguments":"{\\"a\\"}"}}]}}]}}} | 3
                    {"response":{"body":{"object":"response","instructions":"be so kind as to","output":[{"type":"message","content":[{"type":"output_text","text":"12345678"}]},{"type":"custom_tool_call","input":"1234"}]}}} | 3
                    {"custom_id":"a","result":{"type":"succeeded","message":{"content":[{"type":"thinking","thinking":"1234","signature":"aaaaaaaaaaaaaaaaaaaaaa"},{"type":"tool_use","id":"toolu_aaaaaaaaaaa","name":"f","input":{"path":["12","34"],"more":{"deep":"5678"}}}]}}} | 6
                    {"key":"a","response":{"candidates":[{"content":{"parts":[{"text":"12345678"},{"functionCall":{"name":"f","args":{"a":"123"}}},{"inlineData":{"data":"aaaaaaaaaaaaaaa"}}]}}]}} | 3
                    {"request":{"contents":[{"parts":[{"text":"a long question, asked"}]}]},"response":{"candidates":[{"content":{"parts":[{"text":"1234"}]}}]}} | 1
                    {"response":{"body":{"choices":[{"message":{"content":"\\u4e2d\\u6587\\ud83d\\ude00\\n\\u00e4"}}]}}} | 4
                    {"response":{"body":{"choices":[{"message":{"content":"中文"}}]}}} | 2
                    {"response":{"status_code":400,"body":{"error":{"message":"no such model, as far as is known","type":"t"}}},"error":null} | 0
                    {"custom_id":"a","response":null,"error":{"code":"batch_expired","message":"it took too long for that"}} | 0
                    {"custom_id":"a","result":{"type":"errored","error":{"type":"error","error":{"type":"api_error","message":"Internal server error"}}}} | 0
                    {"response":{"body":{"object":"list","data":[{"embedding":"aaaaaaaaaaaaaaaaaaaaaaaaaa"}]}}} | 0
                    {"response":{"body":{"data":[{"b64_json":"aaaaaaaaaaaaaaaaaaaaaaaaaa"}]}}} | 0
                    no JSON at all, "text" | 0
                    """)
    void lineWithoutUsage_isWorthItsText(String line, long tokens) throws Exception {
        UsageReader reader = reader((from, to) -> from);
        add(reader, line + "\n" + line);
        reader.end();
        long text = reader.used().stream().mapToLong(Used::text).sum();
        assertThat(text).isEqualTo(2 * tokens);
    }

    @Test
    void textOfLines_isCountedWithoutBeingHeld() throws Exception {
        UsageReader reader = reader((from, to) -> from);
        add(reader, "{\"response\":{\"body\":{\"choices\":[{\"message\":{\"content\":\"");
        byte[] piece = "a".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 1 << 10; i++) {
            reader.add(piece, 0, piece.length);
        }
        add(reader, "\"}}]}}}\n");
        assertThat(reader.used().get(0).text()).isEqualTo(1 << 24);
    }

    /** A sum larger than anybody believes of one answer is several. */
    @Test
    void hugeBatch_isBookedInParts_thatAddUp() throws Exception {
        Sums sums = new Sums(model -> null, true);
        JsonNode usage = Json.MAPPER.readTree("{\"prompt_tokens\":3000000001,\"completion_tokens\":7,"
                + "\"prompt_tokens_details\":{\"cached_tokens\":2999999999}}");
        assertThat(sums.addMany("m", usage)).isTrue();
        List<Used> parts = sums.used();
        assertThat(tokens(parts)).isEqualTo(3_000_000_001L);
        assertThat(parts).allSatisfy(part -> {
            long prompt = part.usage().path("prompt_tokens").asLong();
            assertThat(prompt).isLessThan(30_000_000);
            assertThat(part.usage().at("/prompt_tokens_details/cached_tokens").asLong())
                    .isLessThanOrEqualTo(prompt);
        });
        assertThat(sums.addMany("m", Json.MAPPER.readTree("{\"prompt_tokens\":" + Long.MAX_VALUE + "}")))
                .isFalse();
        assertThat(sums.addMany("m", Json.MAPPER.readTree("{\"prompt_tokens\":0}")))
                .isFalse();
    }

    private static Expression usage() {
        return Parser.compileString(".");
    }

    private static UsageReader reader(UsageReader.Lines lines) throws Exception {
        return UsageReader.ofOutput(0, lines, usage(), model -> null);
    }

    private static void add(UsageReader reader, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        reader.add(bytes, 0, bytes.length);
    }

    private static long tokens(List<Used> used) {
        return used.stream()
                .mapToLong(it -> it.usage().path("prompt_tokens").asLong())
                .sum();
    }
}
