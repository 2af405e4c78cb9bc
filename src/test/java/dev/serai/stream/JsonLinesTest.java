package dev.serai.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.wire.Intake;
import dev.serai.wire.Memory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of a JSON value a line. */
class JsonLinesTest {

    private static SseParser parser(InputStream in) {
        return new SseParser(in, StreamFormat.LINES, Long.MAX_VALUE, Memory.UNCOUNTED);
    }

    private static List<String> read(InputStream in) throws IOException {
        SseParser lines = parser(in);
        List<String> read = new ArrayList<>();
        for (SseParser.Event line = lines.next(); line != null; line = lines.next()) {
            read.add(new String(line.data(), StandardCharsets.UTF_8));
        }
        return read;
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Gives as many bytes at a time as chance says. */
    private static InputStream dribbling(String text, long seed) {
        Random random = new Random(seed);
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(length, 1 + random.nextInt(3)));
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "\n \t\n", "\n\n\n\n"})
    void lines_endAsTheyLike_andBlankOnesAreNone(String end) throws IOException {
        String text = "{\"a\":1}" + end + "{\"b\":\"é💡\"}" + end + "{\"c\":3}" + end;
        for (long seed = 0; seed < 20; seed++) {
            assertThat(read(dribbling(text, seed))).containsExactly("{\"a\":1}", "{\"b\":\"é💡\"}", "{\"c\":3}");
        }
    }

    @Test
    void lastLine_needsNoEnd() throws IOException {
        assertThat(read(bytes("{\"a\":1}\n{\"b\":2}"))).containsExactly("{\"a\":1}", "{\"b\":2}");
    }

    @Test
    void byteOrderMark_isNoPartOfTheFirst() throws IOException {
        assertThat(read(bytes("\uFEFF{\"a\":1}\n"))).containsExactly("{\"a\":1}");
        assertThat(read(bytes("\uFEFF"))).isEmpty();
        assertThat(read(bytes(""))).isEmpty();
        assertThat(read(bytes("\n\r\n \n"))).isEmpty();
    }

    @Test
    void wordsOfEvents_areNoneHere() throws IOException {
        assertThat(read(bytes("data: {}\n: x\n"))).containsExactly("data: {}", ": x");
    }

    @Test
    void aLineIsGiven_beforeTheNextIsThere() throws IOException {
        SseParser lines = parser(new InputStream() {
            private final InputStream first = bytes("{}\n");

            @Override
            public int read() throws IOException {
                int b = first.read();
                if (b < 0) {
                    throw new IOException("would wait");
                }
                return b;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int n = first.read(buffer, offset, length);
                if (n < 0) {
                    throw new IOException("would wait");
                }
                return n;
            }
        });

        assertThat(lines.next().data()).isEqualTo("{}".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(lines::next).isInstanceOf(IOException.class).hasMessage("would wait");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "{", " ", "[[[["})
    void aLineWithoutEnd_isTooLarge_beforeItIsRead(String endless) {
        long[] given = new long[1];
        byte[] part = endless.getBytes(StandardCharsets.UTF_8);
        SseParser lines = parser(new InputStream() {
            @Override
            public int read() {
                return part[(int) (given[0]++ % part.length)];
            }

            @Override
            public int read(byte[] into, int from, int most) {
                for (int i = 0; i < most; i++) {
                    into[from + i] = (byte) read();
                }
                return most;
            }
        });

        assertThatThrownBy(lines::next).isInstanceOf(Intake.TooLarge.class);
        assertThat(given[0]).isLessThan(SseParser.MAX_EVENT_BYTES + (1 << 16));
    }

    @Test
    void blankLinesWithoutEnd_areBoundedAsTheStreamIs() {
        SseParser lines = new SseParser(
                new InputStream() {
                    @Override
                    public int read() {
                        return '\n';
                    }
                },
                StreamFormat.LINES,
                1 << 20,
                Memory.UNCOUNTED);

        assertThatThrownBy(lines::next).isInstanceOf(Intake.TooLarge.class);
    }

    @ParameterizedTest
    @CsvSource({
        "text/event-stream, EVENTS",
        "Text/Event-Stream; charset=utf-8, EVENTS",
        "application/x-ndjson, LINES",
        "'application/x-ndjson;charset=UTF-8', LINES",
        "Application/NDJSON, LINES",
        "application/stream+json, LINES",
        "application/jsonl, LINES",
        "application/json,",
        "text/event-streams,",
        "text/html,",
        "'',"
    })
    void format_isThatOfTheContentType(String type, StreamFormat format) {
        assertThat(StreamFormat.of(type).orElse(null)).isEqualTo(format);
    }
}
