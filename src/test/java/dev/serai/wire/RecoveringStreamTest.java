package dev.serai.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One answer for the client, whoever breaks off. */
class RecoveringStreamTest {

    private static final String BREAK = "BREAK";

    private final Queue<RecoveringStream.Successor> others = new ArrayDeque<>();
    private final List<String> askedWith = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(Recovery.class)
    void failureBeforeAnyContent_isUnseen(Recovery recovery) throws Exception {
        other(false, role("b"), text("b", "Hello"), finish("b"), "[DONE]");

        Seen seen = read(recovery, role("a"), BREAK);

        assertThat(seen.text()).isEqualTo("Hello");
        assertThat(seen.ids()).containsOnly("b");
        assertThat(seen.last()).isEqualTo("[DONE]");
        assertThat(askedWith).containsExactly("nothing");
    }

    @Test
    void resumed_goesOnUnderTheFirstIdentity() throws Exception {
        other(true, role("b"), text("b", " world"), finish("b"), usage("b", 9, 1), "[DONE]");

        Seen seen = read(Recovery.RESUME, role("a"), text("a", "Hello"), text("a", " big"), BREAK);

        assertThat(seen.text()).isEqualTo("Hello big world");
        assertThat(seen.ids()).containsOnly("a");
        assertThat(seen.roles()).isEqualTo(1);
        assertThat(seen.last()).isEqualTo("[DONE]");
        assertThat(askedWith).containsExactly("Hello big");
        // two events of the answer were the other one's prompt
        assertThat(seen.usage().path("prompt_tokens").asInt()).isEqualTo(7);
        assertThat(seen.usage().path("completion_tokens").asInt()).isEqualTo(3);
        assertThat(seen.stream.usage()).hasToString(seen.usage().toString());
        assertThat(seen.stream.complete()).isTrue();
        assertThat(seen.stream.textBytes()).isEqualTo("Hello big world".length());
    }

    @Test
    void askedAgain_leavesOutWhatWasSent() throws Exception {
        other(
                false,
                role("b"),
                text("b", "Hel"),
                text("b", "lo wor"),
                text("b", "ld"),
                finish("b"),
                usage("b", 5, 3),
                "[DONE]");

        Seen seen = read(Recovery.RESTART, role("a"), text("a", "Hello"), BREAK);

        assertThat(seen.texts()).containsExactly("Hello", " wor", "ld");
        assertThat(seen.usage().path("completion_tokens").asInt()).isEqualTo(3);
    }

    @Test
    void anotherAnswer_isNotJoined() throws Exception {
        other(false, role("b"), text("b", "Hi there"), finish("b"), "[DONE]");

        Seen seen = read(Recovery.RESTART, role("a"), text("a", "Hello"), BREAK);

        assertThat(seen.text()).isEqualTo("Hello");
        assertThat(seen.error()).isEqualTo("upstream_stream_diverged");
        assertThat(seen.stream.complete()).isFalse();
    }

    @Test
    void shorterAnswer_isNotJoined() throws Exception {
        other(false, role("b"), text("b", "Hel"), finish("b"), "[DONE]");

        assertThat(read(Recovery.RESTART, role("a"), text("a", "Hello"), BREAK).error())
                .isEqualTo("upstream_stream_diverged");
    }

    @Test
    void afterADeparture_theNextIsAsked() throws Exception {
        other(false, text("b", "Hi"), finish("b"), "[DONE]");
        other(false, text("c", "Hello you"), finish("c"), "[DONE]");

        Seen seen = read(Recovery.RESTART, role("a"), text("a", "Hello"), BREAK);

        assertThat(seen.text()).isEqualTo("Hello you");
        assertThat(seen.ids()).containsOnly("a");
    }

    @Test
    void secondFailure_goesOnFromAllThatWasSent() throws Exception {
        other(true, text("b", " big"), BREAK);
        other(true, text("c", " world"), finish("c"), "[DONE]");

        assertThat(read(Recovery.RESUME, text("a", "Hello"), BREAK).text()).isEqualTo("Hello big world");
        assertThat(askedWith).containsExactly("Hello", "Hello big");
    }

    @ParameterizedTest
    @EnumSource(
            value = Recovery.class,
            names = {"NONE", "RESUME"})
    void nobodyLeft_endsInTheLastError(Recovery recovery) throws Exception {
        Seen seen = read(recovery, role("a"), text("a", "Hello"), BREAK);

        assertThat(seen.text()).isEqualTo("Hello");
        assertThat(seen.error()).isEqualTo("upstream_stream_truncated");
        assertThat(seen.events).doesNotContain("[DONE]");
    }

    @Test
    void withoutRecovery_nobodyIsAskedAfterContent() throws Exception {
        other(false, text("b", "Hello"), finish("b"), "[DONE]");

        assertThat(read(Recovery.NONE, text("a", "Hello"), BREAK).error()).isEqualTo("upstream_stream_truncated");
        assertThat(askedWith).isEmpty();
    }

    @Test
    void heldBack_earlyFailureIsUnseen() throws Exception {
        other(false, text("b", "Good"), finish("b"), "[DONE]");

        Seen seen = read(Recovery.HOLD, text("a", "Hel"), text("a", "lo"), BREAK);

        assertThat(seen.text()).isEqualTo("Good");
        assertThat(seen.ids()).containsOnly("b");
    }

    @Test
    void blanksAtTheEnd_areNotDoubled() throws Exception {
        other(true, text("b", " world"), finish("b"), "[DONE]");
        assertThat(read(Recovery.RESUME, text("a", "Hello "), BREAK).text()).isEqualTo("Hello world");

        other(true, text("b", "world"), finish("b"), "[DONE]");
        assertThat(read(Recovery.RESUME, text("a", "Hello "), BREAK).text()).isEqualTo("Hello world");
    }

    @Test
    void toolCall_isOneCall() throws Exception {
        other(
                false,
                role("b"),
                tool("b", 0, "call_b", "weather", ""),
                tool("b", 0, null, null, "{\"city\":\"Bern\"}"),
                finish("b"),
                "[DONE]");

        Seen seen = read(
                Recovery.RESUME,
                role("a"),
                tool("a", 0, "call_a", "weather", ""),
                tool("a", 0, null, null, "{\"ci"),
                BREAK);

        assertThat(seen.joined("/choices/0/delta/tool_calls/0/id")).isEqualTo("call_a");
        assertThat(seen.joined("/choices/0/delta/tool_calls/0/function/name")).isEqualTo("weather");
        assertThat(seen.joined("/choices/0/delta/tool_calls/0/function/arguments"))
                .isEqualTo("{\"city\":\"Bern\"}");
    }

    @Test
    void otherToolCall_isNotJoined() throws Exception {
        other(false, tool("b", 0, "call_b", "time", "{}"), finish("b"), "[DONE]");

        assertThat(read(Recovery.RESUME, tool("a", 0, "call_a", "weather", "{\"ci"), BREAK)
                        .error())
                .isEqualTo("upstream_stream_diverged");
    }

    @Test
    void endedByTheGateway_isNotRecovered() throws Exception {
        other(true, text("b", " world"), finish("b"), "[DONE]");
        RecoveringStream stream = stream(Recovery.RESUME, text("a", "Hello"), BREAK);
        stream.end(StreamErrors.drained());

        assertThat(new Seen(stream).error()).isEqualTo("gateway_drain_timeout");
    }

    private Seen read(Recovery recovery, String... events) throws IOException {
        return new Seen(stream(recovery, events));
    }

    private RecoveringStream stream(Recovery recovery, String... events) {
        return new RecoveringStream(provider(events), recovery, (sofar, failure) -> {
            if (!others.isEmpty()) {
                askedWith.add(sofar == null ? "nothing" : sofar.text());
            }
            return others.poll();
        });
    }

    private void other(boolean continues, String... events) {
        others.add(new RecoveringStream.Successor(provider(events), continues));
    }

    private static ProviderStream provider(String... events) {
        StringBuilder text = new StringBuilder();
        boolean breaks = false;
        for (String event : events) {
            breaks |= event.equals(BREAK);
            text.append(event.equals(BREAK) ? "" : "data: " + event + "\n\n");
        }
        InputStream in = new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8));
        InputStream end = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("reset");
            }
        };
        PassedStream translation = new PassedStream(true, body -> body.get("error"));
        return new ProviderStream(breaks ? new SequenceInputStream(in, end) : in, translation, () -> {});
    }

    private static String chunk(String id, String delta, String finish) {
        return "{\"id\":\"" + id + "\",\"created\":1,\"model\":\"m-" + id + "\",\"choices\":[{\"index\":0,\"delta\":{"
                + delta + "},\"finish_reason\":" + finish + "}]}";
    }

    private static String role(String id) {
        return chunk(id, "\"role\":\"assistant\",\"content\":\"\"", "null");
    }

    private static String text(String id, String text) {
        return chunk(id, "\"content\":\"" + text + "\"", "null");
    }

    private static String tool(String id, int index, String callId, String name, String arguments) {
        String head = callId == null ? "" : "\"id\":\"" + callId + "\",\"type\":\"function\",";
        return chunk(
                id,
                "\"tool_calls\":[{\"index\":" + index + "," + head + "\"function\":{"
                        + (name == null ? "" : "\"name\":\"" + name + "\",") + "\"arguments\":"
                        + Json.text(Json.MAPPER.valueToTree(arguments)) + "}}]",
                "null");
    }

    private static String finish(String id) {
        return chunk(id, "", "\"stop\"");
    }

    private static String usage(String id, int prompt, int completion) {
        return "{\"id\":\"" + id + "\",\"created\":1,\"model\":\"m-" + id
                + "\",\"choices\":[],\"usage\":{\"prompt_tokens\":" + prompt + ",\"completion_tokens\":" + completion
                + ",\"total_tokens\":" + (prompt + completion) + "}}";
    }

    /** What a client reads to the end. */
    private static final class Seen {

        private final AnswerStream stream;
        private final List<String> events = new ArrayList<>();
        private final List<JsonNode> chunks = new ArrayList<>();

        Seen(AnswerStream stream) throws IOException {
            this.stream = stream;
            SseParser parser = new SseParser(new ByteArrayInputStream(stream.readAllBytes()));
            for (SseParser.Event event = parser.next(); event != null; event = parser.next()) {
                events.add(new String(event.data(), StandardCharsets.UTF_8));
                if (!event.isData("[DONE]")) {
                    chunks.add(Json.parse(event.data()));
                }
            }
        }

        String last() {
            return events.get(events.size() - 1);
        }

        List<String> texts() {
            return chunks.stream()
                    .map(chunk -> chunk.at("/choices/0/delta/content").asText(""))
                    .filter(text -> !text.isEmpty())
                    .toList();
        }

        String text() {
            return String.join("", texts());
        }

        String joined(String pointer) {
            StringBuilder all = new StringBuilder();
            chunks.forEach(chunk -> all.append(chunk.at(pointer).asText("")));
            return all.toString();
        }

        List<String> ids() {
            return chunks.stream()
                    .filter(chunk -> chunk.has("id"))
                    .map(chunk -> chunk.get("id").asText())
                    .toList();
        }

        long roles() {
            return chunks.stream()
                    .filter(chunk -> chunk.at("/choices/0/delta/role").isTextual())
                    .count();
        }

        JsonNode usage() {
            return chunks.stream()
                    .filter(chunk -> chunk.path("usage").isObject())
                    .findFirst()
                    .orElseThrow()
                    .get("usage");
        }

        String error() {
            return chunks.get(chunks.size() - 1).at("/error/code").asText();
        }
    }
}
