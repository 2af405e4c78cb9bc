package dev.serai.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class PacedStreamTest {

    @Test
    void parts_areReadOneByOne() throws IOException {
        InputStream in = stream(BodyPart.of("abc"), BodyPart.nothing(), BodyPart.of("d"));
        byte[] buffer = new byte[10];
        assertThat(in.read(buffer)).isEqualTo(3);
        assertThat(in.read()).isEqualTo('d');
        assertThat(in.read()).isEqualTo(-1);
        assertThat(in.read(buffer)).isEqualTo(-1);
    }

    @Test
    void shortRead_leavesTheRest() throws IOException {
        InputStream in = stream(BodyPart.of("abc"));
        assertThat(in.readNBytes(2)).isEqualTo(new byte[] {'a', 'b'});
        assertThat(in.available()).isEqualTo(1);
        assertThat(in.read(new byte[0])).isZero();
        assertThat(in.read()).isEqualTo('c');
    }

    @Test
    void parts_areMadeWhenTheyAreRead() throws IOException {
        Iterator<BodyPart> endless = Stream.generate(() -> BodyPart.of("x")).iterator();
        try (InputStream in = new PacedStream(endless)) {
            assertThat(in.readNBytes(1000)).hasSize(1000);
        }
    }

    @Test
    void pace_isKept() throws IOException {
        BodyPart[] parts = new BodyPart[20];
        Arrays.fill(parts, BodyPart.of("x").after(Duration.ofMillis(10)));
        long start = System.nanoTime();
        assertThat(stream(parts).readAllBytes()).hasSize(20);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }

    @Test
    void reset_breaksEveryRead() throws IOException {
        InputStream in = stream(BodyPart.of("a"), BodyPart.reset());
        assertThat(in.read()).isEqualTo('a');
        assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasMessage("Connection reset");
        assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasMessage("Connection reset");
    }

    @Test
    void close_endsAWaitingRead() throws Exception {
        InputStream in = stream(BodyPart.hang());
        CompletableFuture<Throwable> read = CompletableFuture.supplyAsync(() -> catchThrowable(in::read));
        TimeUnit.MILLISECONDS.sleep(50);
        assertThat(read).isNotDone();

        in.close();
        assertThat(read.get(30, TimeUnit.SECONDS))
                .isInstanceOf(IOException.class)
                .hasMessage("Stream closed");
    }

    @Test
    void closed_cannotBeRead() throws IOException {
        InputStream in = stream(BodyPart.of("a"));
        in.close();
        assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasMessage("Stream closed");
    }

    @Test
    void interrupt_endsAWaitingRead() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> stream(BodyPart.hang()).read()).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private static InputStream stream(BodyPart... parts) {
        return new PacedStream(List.of(parts).iterator());
    }
}
