package dev.serai.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.Frames;
import dev.serai.wire.Json;
import dev.serai.wire.Memory;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of binary frames that are sound: they are read however they come. */
class FrameParserTest {

    private static final Path RECORDED = Path.of("src/test/resources/wire/frames");
    static final byte[] SOUND = Frames.event("messageStart", "{\"role\":\"assistant\"}");
    static final byte[] HEADERS = Frames.headers(":message-type", "event", ":event-type", "a");

    static List<String> read(InputStream in) throws IOException {
        FrameParser frames = new FrameParser(in, Long.MAX_VALUE, Memory.UNCOUNTED);
        List<String> read = new ArrayList<>();
        for (SseParser.Event event = frames.next(); event != null; event = frames.next()) {
            read.add(new String(event.data(), StandardCharsets.UTF_8));
        }
        return read;
    }

    static List<String> read(byte[]... frames) throws IOException {
        return read(new ByteArrayInputStream(Frames.joined(frames)));
    }

    /** Gives as many bytes at a time as chance says. */
    private static InputStream dribbling(byte[] bytes, long seed) {
        Random random = new Random(seed);
        return new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return super.read(buffer, offset, Math.min(length, 1 + random.nextInt(7)));
            }
        };
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void recordedFrames_areReadHoweverTheyCome(long seed) throws IOException {
        JsonNode said = Json.MAPPER.readTree(RECORDED.resolve("frames.json").toFile());
        List<String> expected = new ArrayList<>();
        said.forEach(frame -> {
            JsonNode headers = frame.get("headers");
            String exception = headers.path(":exception-type").asText();
            String type = exception.isEmpty()
                    ? "\"" + headers.path(":event-type").asText() + "\""
                    : "\"exception\",\"name\":\"" + exception + "\"";
            expected.add("{\"type\":" + type + ",\"data\":" + Json.text(frame.get("payload")) + "}");
        });

        List<String> read = read(dribbling(Files.readAllBytes(RECORDED.resolve("frames.bin")), seed));

        assertThat(read.stream().map(FrameParserTest::parsed))
                .containsExactlyElementsOf(
                        expected.stream().map(FrameParserTest::parsed).toList());
    }

    private static JsonNode parsed(String json) {
        try {
            return Json.parse(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(json, e);
        }
    }

    @Test
    void anotherEncodersFrame_isTheSame() {
        String published =
                "000000760000005296d5fade0b3a6576656e742d7479706507000c6d65737361676553746172740d3a636f6e74656e"
                        + "742d747970650700106170706c69636174696f6e2f6a736f6e0d3a6d6573736167652d747970650700056576656e747b2272"
                        + "6f6c65223a22617373697374616e74227d6fa8c599";
        assertThat(HexFormat.of().formatHex(SOUND)).isEqualTo(published);
    }

    @Test
    void error_hasItsWordsInHeaders() throws IOException {
        assertThat(read(Frames.error("InternalFailure", "a \"b\"\n{}")))
                .containsExactly(
                        "{\"type\":\"exception\",\"name\":\"InternalFailure\",\"data\":{\"message\":\"a \\\"b\\\"\\n{}\"}}");
    }

    @Test
    void emptyPayload_isAnObject() throws IOException {
        assertThat(read(Frames.event("ping", ""))).containsExactly("{\"type\":\"ping\",\"data\":{}}");
    }

    @Test
    void headersOfEveryType_areLookedOver() throws IOException {
        byte[] others = {
            1, 'a', 0, 1, 'b', 1, 1, 'c', 2, 9, 1, 'd', 3, 0, 9, 1, 'e', 4, 0, 0, 0, 9, 1, 'f', 5, 0, 0, 0, 0, 0, 0, 0,
            9, 1, 'g', 6, 0, 2, 1, 2, 1, 'h', 7, 0, 1, 'x', 1, 'i', 8, 0, 0, 0, 0, 0, 0, 0, 9, 1, 'j', 9, 0, 1, 2, 3, 4,
            5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 7, 0, 0
        };

        assertThat(read(Frames.frame(Frames.joined(others, HEADERS), "{}".getBytes(StandardCharsets.UTF_8))))
                .containsExactly("{\"type\":\"a\",\"data\":{}}");
    }

    @Test
    void largeFrame_isRead() throws IOException {
        String text = "x".repeat(3 << 20);

        assertThat(read(Frames.event("a", "\"" + text + "\""), SOUND).get(0)).hasSizeGreaterThan(text.length());
    }
}
