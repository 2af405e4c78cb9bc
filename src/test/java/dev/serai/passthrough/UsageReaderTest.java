package dev.serai.passthrough;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.Parser;
import dev.serai.call.Used;
import dev.serai.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a reader of outputs finds in them, and what that takes. */
class UsageReaderTest {

    private static final String LINE =
            "{\"response\":{\"body\":{\"model\":\"gpt-5.1\",\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":1}}}}\n";

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

    /** In the words of each API; the figure is what stands there, a quarter of its bytes. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
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
