package dev.serai.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens to those who look on, or for want of a thread to wait on, the client gets the stream. */
class LookersOnTest {

    private static final byte[] EVENTS = "data: one\n\n".getBytes(StandardCharsets.UTF_8);

    static List<Throwable> broken() {
        return List.of(new IllegalStateException(), new StackOverflowError(), new NoClassDefFoundError("gone"));
    }

    static List<Throwable> threadless() {
        return List.of(new RejectedExecutionException(), new OutOfMemoryError("unable to create native thread"));
    }

    private static Consumer<byte[]> reader(Throwable thrown) {
        return events -> rethrow(thrown);
    }

    private static Executor executor(Throwable thrown) {
        return task -> rethrow(thrown);
    }

    private static void rethrow(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) thrown;
    }

    private static AnswerStream answer() {
        AnswerStream answer = mock(AnswerStream.class);
        when(answer.next()).thenReturn(EVENTS);
        return answer;
    }

    @ParameterizedTest
    @MethodSource("broken")
    void watcherThatThrows_doesNotStandInTheWay(Throwable thrown) {
        assertThat(new WatchedStream(answer(), reader(thrown)).next()).isEqualTo(EVENTS);
    }

    @ParameterizedTest
    @MethodSource("broken")
    void whoReadsAlongAndThrows_doesNotStandInTheWay(Throwable thrown) {
        StreamTranslation reading = mock(StreamTranslation.class);
        when(reading.take()).thenReturn("data: chat\n\n".getBytes(StandardCharsets.UTF_8));
        SaidStream said = new SaidStream(reading, UnaryOperator.identity());
        said.readAlong(reader(thrown));
        said.event(new SseParser.Event("", "one".getBytes(StandardCharsets.UTF_8)));
        assertThat(said.take()).isEqualTo(EVENTS);
    }

    @ParameterizedTest
    @MethodSource("threadless")
    void whereNoThreadIsLeft_eventsAreAwaitedWithoutALimit(Throwable thrown) {
        ReadAhead ahead = new ReadAhead(executor(thrown));
        assertThat(ahead.next(answer(), 1)).isEqualTo(EVENTS);
        assertThat(ahead.pending()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("threadless")
    void whereNoThreadIsLeft_theFirstEventIsAwaitedWithoutALimit(Throwable thrown) throws Exception {
        AtomicInteger read = new AtomicInteger();
        FirstEvent first = new FirstEvent();
        assertThat(first.await(read::incrementAndGet, executor(thrown), Duration.ofNanos(1)))
                .isTrue();
        first.join();
        assertThat(read).hasValue(1);
    }
}
