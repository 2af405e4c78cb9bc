package dev.serai.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.support.Frames;
import dev.serai.support.Growth;
import dev.serai.wire.Growing;
import dev.serai.wire.Intake;
import dev.serai.wire.Memory;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Binary frames that are none: their stream ends in a clear failure, in time and memory that grow with what came. */
class HostileFramesTest {

    @Test
    void everyBitThatIsWrong_isNoticed() {
        byte[] two = Frames.joined(FrameParserTest.SOUND, FrameParserTest.SOUND);
        for (int bit = 0; bit < FrameParserTest.SOUND.length * 8; bit++) {
            byte[] wrong = two.clone();
            wrong[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThatThrownBy(() -> FrameParserTest.read(wrong))
                    .as("bit " + bit)
                    .isInstanceOf(BrokenFrame.class);
        }
    }

    @Test
    void endWithinAFrame_isNoEnd() {
        for (int length = 1; length < FrameParserTest.SOUND.length; length++) {
            byte[] begun = Arrays.copyOf(FrameParserTest.SOUND, length);
            assertThatThrownBy(() -> FrameParserTest.read(FrameParserTest.SOUND, begun))
                    .as(length + " bytes")
                    .isInstanceOf(EOFException.class);
        }
    }

    static Stream<Arguments> impossible() {
        byte[] none = new byte[0];
        byte[] text = "{}".getBytes(StandardCharsets.UTF_8);
        byte[] messageType = Frames.headers(":message-type", "event");
        return Stream.of(
                Arguments.of("shorter than what is around it", Frames.frame(15, 0, none, none)),
                Arguments.of("nothing", Frames.frame(0, 0, none, none)),
                Arguments.of("of a negative length", Frames.frame(-1, 0, none, none)),
                Arguments.of("of the least length", Frames.frame(Integer.MIN_VALUE, 0, none, none)),
                Arguments.of("with negative headers", Frames.frame(100, -1, none, none)),
                Arguments.of("with more headers than bytes", Frames.frame(100, 90, none, none)),
                Arguments.of("larger than any", Frames.frame(Integer.MAX_VALUE, 0, none, none)),
                Arguments.of(
                        "with a payload that is too large",
                        Frames.frame(FrameParser.MOST_PAYLOAD_BYTES + 17, 0, none, none)),
                Arguments.of(
                        "with headers that are too large",
                        Frames.frame(
                                FrameParser.MOST_HEADER_BYTES + 17, FrameParser.MOST_HEADER_BYTES + 1, none, none)),
                Arguments.of("without headers", Frames.frame(none, text)),
                Arguments.of("without a type", Frames.frame(messageType, text)),
                Arguments.of(
                        "of a type that is no word",
                        Frames.frame(Frames.joined(messageType, Frames.headers(":event-type", "a\",\"b")), text)),
                Arguments.of(
                        "of a type that is a page",
                        Frames.frame(Frames.joined(messageType, Frames.headers(":event-type", "a".repeat(200))), text)),
                Arguments.of("of an unknown kind", Frames.frame(Frames.headers(":message-type", "other"), text)),
                Arguments.of("whose header has an unknown type", Frames.frame(new byte[] {1, 'a', 10}, text)),
                Arguments.of("whose header's name is cut", Frames.frame(new byte[] {9, 'a'}, text)),
                Arguments.of("whose header's length is cut", Frames.frame(new byte[] {1, 'a', 7, 0}, text)),
                Arguments.of("whose header's value is cut", Frames.frame(new byte[] {1, 'a', 7, 9, 9, 'x'}, text)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("impossible")
    void impossibleFrame_endsTheStream_andSaysWhy(String what, byte[] frame) {
        assertThatThrownBy(() -> FrameParserTest.read(FrameParserTest.SOUND, frame, FrameParserTest.SOUND))
                .isInstanceOf(BrokenFrame.class)
                .message()
                .contains("frame");
    }

    @Test
    void announcedLength_costsItsSenderNothing() {
        long[] taken = new long[2];
        Memory memory = new Memory() {
            @Override
            public void take(long bytes) {
                taken[0] += bytes;
                taken[1] = Math.max(taken[0], taken[1]);
            }

            @Override
            public void give(long bytes) {
                taken[0] -= bytes;
            }
        };
        byte[] announced =
                Arrays.copyOf(Frames.frame(FrameParser.MOST_PAYLOAD_BYTES, 0, new byte[0], new byte[100_000]), 100_000);

        assertThatThrownBy(() -> new FrameParser(new ByteArrayInputStream(announced), Long.MAX_VALUE, memory).next())
                .isInstanceOf(EOFException.class);
        assertThat(taken[1]).isLessThan(1 << 20);
    }

    @Test
    void streamWithoutEnd_isTooLarge() {
        InputStream endless = new ByteArrayInputStream(repeated(FrameParserTest.SOUND, 20_000));
        FrameParser frames = new FrameParser(endless, 1 << 20, Memory.UNCOUNTED);

        assertThatThrownBy(() -> {
                    while (frames.next() != null) {}
                })
                .isInstanceOf(Intake.TooLarge.class);
    }

    @Test
    void randomBytes_areRefusedAtOnce() throws IOException {
        Random random = new Random(7);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[12 + random.nextInt(200)];
            random.nextBytes(bytes);
            InputStream in = new SequenceInputStream(new ByteArrayInputStream(bytes), InputStream.nullInputStream());
            assertThatThrownBy(() -> FrameParserTest.read(in)).isInstanceOf(BrokenFrame.class);
        }
    }

    static Stream<Arguments> work() {
        return Stream.of(
                of("many frames", size -> repeated(FrameParserTest.SOUND, size)),
                of("a large frame", size -> Frames.event("a", "\"" + "x".repeat(20 * size) + "\"")),
                of("many headers", size -> {
                    int headers = Math.min(size, 20_000);
                    return Frames.joined(repeated(
                            Frames.frame(
                                    Frames.joined(repeated(Frames.headers(":a", ""), headers), FrameParserTest.HEADERS),
                                    new byte[0]),
                            Math.max(1, size / headers)));
                }));
    }

    private static Arguments of(String what, IntFunction<byte[]> stream) {
        IntFunction<Growth.Work> work = size -> {
            byte[] bytes = stream.apply(size);
            return () -> FrameParserTest.read(bytes);
        };
        return Arguments.of(what, work);
    }

    private static byte[] repeated(byte[] frame, int times) {
        byte[] all = new byte[frame.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(frame, 0, all, i * frame.length, frame.length);
        }
        return all;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("work")
    @Timeout(60)
    void work_growsWithTheSize(String what, IntFunction<Growth.Work> work) throws Exception {
        Growing.assertLinear(what, work);
    }
}
