package dev.serai.recovery;

import static dev.serai.stream.Events.BREAK;
import static dev.serai.stream.Events.finish;
import static dev.serai.stream.Events.provider;
import static dev.serai.stream.Events.role;
import static dev.serai.stream.Events.text;
import static dev.serai.stream.Events.tool;
import static dev.serai.stream.Events.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.stream.SeenStream;
import dev.serai.stream.StreamErrors;
import dev.serai.wire.Memory;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One answer for the client, whoever breaks off. */
class RecoveringStreamTest {

    private final Queue<Successors.Successor> others = new ArrayDeque<>();
    private final List<String> askedWith = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(Recovery.class)
    void failureBeforeAnyContent_isUnseen(Recovery recovery) throws Exception {
        other(false, role("b"), text("b", "Hello"), finish("b"), "[DONE]");

        SeenStream seen = read(recovery, role("a"), BREAK);

        assertThat(seen.text()).isEqualTo("Hello");
        assertThat(seen.ids()).containsOnly("b");
        assertThat(seen.last()).isEqualTo("[DONE]");
        assertThat(askedWith).containsExactly("nothing");
    }

    @Test
    void resumed_goesOnUnderTheFirstIdentity() throws Exception {
        other(true, role("b"), text("b", " world"), finish("b"), usage("b", 9, 1), "[DONE]");

        SeenStream seen = read(Recovery.RESUME, role("a"), text("a", "Hello"), text("a", " big"), BREAK);

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

        SeenStream seen = read(Recovery.RESTART, role("a"), text("a", "Hello"), BREAK);

        assertThat(seen.texts()).containsExactly("Hello", " wor", "ld");
        assertThat(seen.usage().path("completion_tokens").asInt()).isEqualTo(3);
    }

    @Test
    void anotherAnswer_isNotJoined() throws Exception {
        other(false, role("b"), text("b", "Hi there"), finish("b"), "[DONE]");

        SeenStream seen = read(Recovery.RESTART, role("a"), text("a", "Hello"), BREAK);

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

        SeenStream seen = read(Recovery.RESTART, role("a"), text("a", "Hello"), BREAK);

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
        SeenStream seen = read(recovery, role("a"), text("a", "Hello"), BREAK);

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

        SeenStream seen = read(Recovery.HOLD, text("a", "Hel"), text("a", "lo"), BREAK);

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

        SeenStream seen = read(
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

        assertThat(new SeenStream(stream).error()).isEqualTo("gateway_drain_timeout");
    }

    private SeenStream read(Recovery recovery, String... events) throws IOException {
        return new SeenStream(stream(recovery, events));
    }

    private RecoveringStream stream(Recovery recovery, String... events) {
        return new RecoveringStream(
                provider(events),
                recovery,
                (sofar, failure) -> {
                    if (!others.isEmpty()) {
                        askedWith.add(sofar == null ? "nothing" : sofar.text());
                    }
                    return others.poll();
                },
                Runnable::run,
                Memory.UNCOUNTED);
    }

    private void other(boolean continues, String... events) {
        others.add(new Successors.Successor(provider(events), continues ? Continuation.REST : Continuation.ANEW));
    }
}
