package dev.serai.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is UTF-8, and where it is not, as the JDK's own decoder says it. */
class Utf8Test {

    private static final byte[] PIECES =
            "plain text of some length, \u00e9\u20ac\u0800\ud7ff\ue000\ud83d\ude00\udbff\udfff"
                    .getBytes(StandardCharsets.UTF_8);

    @Test
    void everyPairOfBytes_isJudgedAsByTheDecoder() {
        for (int first = 0; first < 256; first++) {
            for (int second = 0; second < 256; second++) {
                isJudgedAsByTheDecoder((byte) first, (byte) second);
                isJudgedAsByTheDecoder((byte) first, (byte) second, (byte) 0x80);
                isJudgedAsByTheDecoder((byte) first, (byte) second, (byte) 0x80, (byte) 0xBF);
            }
        }
    }

    @Test
    void textsWithRandomFaults_areJudgedAsByTheDecoder() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] text = Arrays.copyOf(PIECES, random.nextInt(PIECES.length + 1));
            for (int faults = random.nextInt(3); faults > 0 && text.length > 0; faults--) {
                text[random.nextInt(text.length)] = (byte) random.nextInt(256);
            }
            isJudgedAsByTheDecoder(text);
        }
    }

    @Test
    void charactersAndFaultsAcrossWindows_areFound() {
        for (int offset = (1 << 16) - 5; offset < (1 << 16) + 5; offset++) {
            for (byte[] piece :
                    new byte[][] {{(byte) 0xF0, (byte) 0x9F, (byte) 0x98, (byte) 0x80}, {(byte) 0xC0}, {}}) {
                byte[] text = new byte[1 << 17];
                Arrays.fill(text, (byte) 'a');
                System.arraycopy(piece, 0, text, offset, piece.length);
                isJudgedAsByTheDecoder(text);
            }
        }
    }

    private static void isJudgedAsByTheDecoder(byte... text) {
        assertThat(Utf8.malformedAt(text)).as(() -> Arrays.toString(text)).isEqualTo(byTheDecoder(text));
    }

    private static int byTheDecoder(byte[] text) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(text);
        CoderResult result = decoder.decode(in, CharBuffer.allocate(text.length), true);
        return result.isError() ? in.position() : -1;
    }
}
