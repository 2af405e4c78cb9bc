package dev.serai.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.GivenStream;
import dev.serai.wire.Memory;
import dev.serai.wire.MemoryShort;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** All who read a shared stream get the same, and no more of it is held than there may be. */
@Timeout(20)
class SharedStreamTest {

    private static final int EVENTS = 300;
    private static final int SIZE = 100;

    /** Events of one size, the number of each in it. */
    private static final class Numbered extends GivenStream {
        private int next;
        private volatile boolean ended;
        private volatile boolean closed;

        @Override
        protected byte[] next() {
            if (next == EVENTS || ended) {
                return null;
            }
            return event(next++);
        }

        @Override
        public boolean complete() {
            return next == EVENTS && !ended;
        }

        @Override
        public void end(JsonNode error) {
            ended = true;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static byte[] event(int number) {
        return "%-99d%n".formatted(number).replace("\r\n", "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] all() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < EVENTS; i++) {
            all.writeBytes(event(i));
        }
        return all.toByteArray();
    }

    private final Numbered inner = new Numbered();
    private final List<byte[]> kept = new ArrayList<>();

    private SharedStream shared(long most, Memory memory) {
        return new SharedStream(inner, most, memory, kept::add);
    }

    /** Of its own, which is nobody else's to wait for. */
    private static CompletableFuture<byte[]> inAThread(Callable<byte[]> work) {
        CompletableFuture<byte[]> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(work.call());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    private static CompletableFuture<byte[]> read(AnswerStream stream, long seed) {
        return inAThread(() -> {
            Random random = new Random(seed);
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            try (stream) {
                for (byte[] events = stream.next(); events != null; events = stream.next()) {
                    all.writeBytes(events);
                    if (random.nextInt(20) == 0) {
                        Thread.sleep(1);
                    }
                }
            }
            return all.toByteArray();
        });
    }

    @Test
    void allGetTheSame_eachAtItsOwnPace() {
        SharedStream shared = shared(1 << 20, Memory.UNCOUNTED);
        List<CompletableFuture<byte[]>> readers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            readers.add(read(shared.follow(), i));
        }
        readers.add(read(shared, 9));
        readers.forEach(reader -> assertThat(reader.join()).isEqualTo(all()));
        assertThat(kept).hasSize(1);
        assertThat(kept.get(0)).isEqualTo(all());
    }

    @Test
    void whoIsTooSlow_isLeftBehind_andHoldsNobodyUp() throws Exception {
        SharedStream shared = shared(10L * SIZE, Memory.UNCOUNTED);
        AnswerStream slow = shared.follow();
        assertThat(slow.next()).isEqualTo(event(0));
        assertThat(inAThread(() -> drained(shared)).get()).isEqualTo(all());
        assertThat(shared.follow()).as("nobody else gets its beginning").isNull();
        assertThat(kept).hasSize(1).containsOnlyNulls();
        String rest = new String(drained(slow), StandardCharsets.UTF_8);
        assertThat(rest).startsWith("data: {\"error\"").contains("answer_taken_too_slowly");
        assertThat(slow.error()).isNotNull();
        assertThat(slow.complete()).isFalse();
        assertThat(shared.complete()).isTrue();
        assertThat(shared.error()).isNull();
    }

    @Test
    void whoHasAskedForIt_isLeftBehindAsWell_andTheOthersGetAll() throws Exception {
        SharedStream shared = shared(10L * SIZE, Memory.UNCOUNTED);
        AnswerStream fast = shared.follow();
        assertThat(shared.next()).isEqualTo(event(0));
        assertThat(inAThread(() -> drained(fast)).get()).isEqualTo(all());
        assertThat(fast.complete()).isTrue();
        assertThat(fast.error()).isNull();
        assertThat(new String(drained(shared), StandardCharsets.UTF_8)).contains("answer_taken_too_slowly");
        assertThat(shared.error()).isNotNull();
        shared.close();
        fast.close();
        assertThat(inner.closed).isTrue();
    }

    @Test
    void whoIsAlone_isNeverTooSlow() {
        assertThat(drained(shared(SIZE, Memory.UNCOUNTED))).isEqualTo(all());
    }

    private static byte[] drained(AnswerStream stream) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] events = stream.next(); events != null; events = stream.next()) {
            all.writeBytes(events);
        }
        return all.toByteArray();
    }

    @Test
    void memoryThatIsShort_endsTheKeeping_andNothingElse() throws Exception {
        AtomicLong left = new AtomicLong(5L * SIZE);
        SharedStream shared = shared(1 << 20, new Memory() {
            @Override
            public void take(long bytes) {
                if (left.addAndGet(-bytes) < 0) {
                    throw MemoryShort.now();
                }
            }

            @Override
            public void give(long bytes) {}
        });
        assertThat(read(shared, 1).get()).isEqualTo(all());
        assertThat(kept).hasSize(1).containsOnlyNulls();
    }

    @Test
    void whoHasAskedForIt_leaves_andTheOthersGetTheRest() throws Exception {
        SharedStream shared = shared(1 << 20, Memory.UNCOUNTED);
        AnswerStream other = shared.follow();
        shared.next();
        CompletableFuture<byte[]> rest = read(other, 1);
        shared.close();
        assertThat(rest.get()).isEqualTo(all());
        assertThat(inner.closed).isTrue();
        assertThat(kept.get(0)).isEqualTo(all());
        assertThat(shared.follow()).isNull();
    }

    @Test
    void lastOne_endsItByLeaving() throws Exception {
        SharedStream shared = shared(1 << 20, Memory.UNCOUNTED);
        AnswerStream other = shared.follow();
        shared.next();
        assertThat(shared.isLeftToOthers()).isTrue();
        assertThat(inner.ended).isFalse();
        other.close();
        assertThat(inner.ended).isTrue();
        shared.close();
        assertThat(kept).hasSize(1);
    }
}
