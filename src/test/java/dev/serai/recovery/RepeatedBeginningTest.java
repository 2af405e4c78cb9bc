package dev.serai.recovery;

import static dev.serai.stream.Events.BREAK;
import static dev.serai.stream.Events.finish;
import static dev.serai.stream.Events.provider;
import static dev.serai.stream.Events.role;
import static dev.serai.stream.Events.text;
import static dev.serai.stream.Events.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.stream.SeenStream;
import dev.serai.wire.Memory;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Answers of models that were given the beginning, and that say it again before the rest. */
class RepeatedBeginningTest {

    /** What a client reads if the first breaks off after this and the second answers with these events. */
    private static SeenStream read(String sent, String... events) throws IOException {
        Queue<Successors.Successor> others =
                new ArrayDeque<>(List.of(new Successors.Successor(provider(events), Continuation.REPEATED)));
        return new SeenStream(new RecoveringStream(
                provider(role("a"), text("a", sent), BREAK),
                Recovery.RESUME,
                (sofar, failure) -> others.poll(),
                Runnable::run,
                Memory.UNCOUNTED));
    }

    @Test
    void beginning_isLeftOut() throws Exception {
        SeenStream seen = read(
                "Hello big ",
                role("b"),
                text("b", "Hello"),
                text("b", " big world"),
                finish("b"),
                usage("b", 9, 4),
                "[DONE]");

        assertThat(seen.texts()).containsExactly("Hello big ", "world");
        // it counts what it says again
        assertThat(seen.usage().path("completion_tokens").asInt()).isEqualTo(4);
        assertThat(seen.stream.textBytes()).isEqualTo("Hello big world".length());
    }

    @Test
    void blanksThatItWasNotGiven_itNeedNotSay() throws Exception {
        assertThat(read("Hello ", text("b", "Hello"), text("b", "world"), finish("b"), "[DONE]")
                        .text())
                .isEqualTo("Hello world");
        assertThat(read("Hello ", text("b", "Helloworld"), finish("b"), "[DONE]")
                        .text())
                .isEqualTo("Hello world");
        assertThat(read("Hello ", text("b", "Hello"), finish("b"), "[DONE]").text())
                .isEqualTo("Hello ");
    }

    @Test
    void otherBeginning_isNotJoined() throws Exception {
        assertThat(read("Hello", text("b", " world"), finish("b"), "[DONE]").error())
                .isEqualTo("upstream_stream_diverged");
        assertThat(read("Hello ", text("b", "Hell"), text("b", "!"), finish("b"), "[DONE]")
                        .error())
                .isEqualTo("upstream_stream_diverged");
        assertThat(read("Hello", text("b", "Hel"), finish("b"), "[DONE]").error())
                .isEqualTo("upstream_stream_diverged");
    }
}
