package dev.serai.stream;

import static dev.serai.stream.SseEvents.events;
import static dev.serai.stream.SseEvents.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes arrive in any pieces, late, without end or not at all. */
class SseParserInputTest {

    private static final String STREAM = "\uFEFF: a comment before all\n"
            + "data: lf\n\n"
            + "event: named\r\ndata:crlf, no blank\r\n\r\n"
            + "data: cr\r\r"
            + ":\n: PROCESSING\r\n\n"
            + "data: first\ndata: second\r\n: between\rdata:  third\r\r\n"
            + "data: é€😀\n\n"
            + "event: without data\n\n"
            + "id: 7\nretry: 10\ndatabase: none\n\n"
            + "data\ndata:\n\n"
            + "data:\n\n"
            + "event: last\ndata: no blank line";

    private static final List<String> EVENTS = List.of(
            "|lf", "named|crlf, no blank", "|cr", "|first\nsecond\n third", "|é€😀", "|\n", "|", "last|no blank line");

    @Test
    void everySplit_givesTheSameEvents() throws IOException {
        byte[] bytes = STREAM.getBytes(StandardCharsets.UTF_8);
        for (int split = 0; split <= bytes.length; split++) {
            assertThat(events(new Chunks(bytes, split)))
                    .as("split at %d", split)
                    .isEqualTo(EVENTS);
        }
    }

    @Test
    void everyChunkSize_givesTheSameEvents() throws IOException {
        byte[] bytes = STREAM.getBytes(StandardCharsets.UTF_8);
        for (int size = 1; size <= bytes.length; size++) {
            int[] sizes = new int[bytes.length / size];
            Arrays.fill(sizes, size);
            assertThat(events(new Chunks(bytes, sizes)))
                    .as("chunks of %d", size)
                    .isEqualTo(EVENTS);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"data: a\n\n", "data: a\r\n\r\n", "data: a\r\r"})
    void wholeEvent_isGivenBeforeMoreBytesArrive(String event) throws IOException {
        SseParser parser = new SseParser(thenBreaks(event));

        assertThat(text(parser.next())).isEqualTo("|a");
    }

    @Test
    void brokenStream_throws() {
        SseParser parser = new SseParser(thenBreaks("data: half\n"));

        assertThatThrownBy(parser::next).isInstanceOf(IOException.class).hasMessage("reset");
    }

    @Test
    void endlessLine_throws() {
        SseParser parser = new SseParser(endless("a"));

        assertThatThrownBy(parser::next).isInstanceOf(IOException.class).hasMessageContaining("line");
    }

    @Test
    void endlessEvent_throws() {
        SseParser parser = new SseParser(endless("data: " + "a".repeat(10_000) + "\n"));

        assertThatThrownBy(parser::next).isInstanceOf(IOException.class).hasMessageContaining("event");
    }

    private static InputStream thenBreaks(String stream) {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("reset");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return read();
            }
        };
        return new SequenceInputStream(new ByteArrayInputStream(stream.getBytes(StandardCharsets.UTF_8)), broken);
    }

    private static InputStream endless(String ascii) {
        return new InputStream() {
            private int position;

            @Override
            public int read() {
                return ascii.charAt(position++ % ascii.length());
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                for (int i = 0; i < length; i++) {
                    target[offset + i] = (byte) read();
                }
                return length;
            }
        };
    }

    /** Gives bytes in chunks of the sizes told, then the rest at once. */
    private static final class Chunks extends InputStream {

        private final ByteArrayInputStream bytes;
        private final int[] sizes;
        private int next;

        private Chunks(byte[] bytes, int... sizes) {
            this.bytes = new ByteArrayInputStream(bytes);
            this.sizes = sizes;
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int size = next < sizes.length ? sizes[next++] : length;
            return size == 0 ? read(target, offset, length) : bytes.read(target, offset, Math.min(size, length));
        }
    }
}
