package dev.serai.semantic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.serai.wire.Memory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Vectors are compared by their direction; none without one is taken from a provider. */
class EmbeddingTest {

    private static float[] random(Random random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian() * 100;
        }
        return values;
    }

    private static List<Embedding> read(String data, int texts) throws IOException {
        return EmbeddingAnswer.read(
                ("{\"data\":[" + data + "]}").getBytes(StandardCharsets.UTF_8), Memory.UNCOUNTED, "m", texts);
    }

    private static String element(int index, String numbers) {
        return "{\"embedding\":[" + numbers + "],\"index\":" + index + "}";
    }

    @Test
    void similarity_isTheCosine_whateverTheLength() {
        Random random = new Random(5);
        for (int i = 0; i < 200; i++) {
            int size = 1 + random.nextInt(70);
            float[] a = random(random, size);
            float[] b = random(random, size);
            double product = 0;
            double squareA = 0;
            double squareB = 0;
            for (int j = 0; j < size; j++) {
                product += (double) a[j] * b[j];
                squareA += (double) a[j] * a[j];
                squareB += (double) b[j] * b[j];
            }
            double cosine = product / Math.sqrt(squareA * squareB);
            Embedding one = Embedding.of("m", a);
            assertThat(one.similarity(Embedding.of("m", b))).isCloseTo(cosine, within(1e-5));
            assertThat(one.similarity(one)).isCloseTo(1, within(1e-5)).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void vectorWithoutDirection_isNone() {
        assertThat(Embedding.of("m", new float[0])).isNull();
        assertThat(Embedding.of("m", new float[] {0, -0f})).isNull();
        assertThat(Embedding.of("m", new float[] {1, Float.NaN})).isNull();
        assertThat(Embedding.of("m", new float[] {1, Float.POSITIVE_INFINITY})).isNull();
        assertThat(Embedding.of("m", new float[] {Float.MIN_VALUE, 0})).isNull();
    }

    @Test
    void answer_isReadInTheOrderOfTheTexts() throws IOException {
        List<Embedding> read = read(element(1, "0,5") + "," + element(0, "3.0e0,0"), 2);
        assertThat(read.get(0).values()).containsExactly(1, 0);
        assertThat(read.get(1).values()).containsExactly(0, 1);
    }

    @Test
    void longerVector_thanAnyModelHas_isRefused() throws IOException {
        String longest = "1,".repeat(Embedding.LONGEST - 1) + "1";
        assertThat(read(element(0, longest), 1)).hasSize(1);
        assertThatThrownBy(() -> read(element(0, longest + ",1"), 1)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read(element(0, "1".repeat(100)), 1)).isInstanceOf(IOException.class);
    }

    @Test
    void anyBytes_areReadOrRefused() {
        Random random = new Random(7);
        int taken = 0;
        String whole = "{\"object\":\"list\",\"data\":[" + element(0, "1,2.5,-3e2") + "," + element(1, "1,2,3") + "]}";
        for (int i = 0; i < 5000; i++) {
            byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
            for (int j = random.nextInt(4); j >= 0; j--) {
                bytes[random.nextInt(bytes.length)] =
                        (byte) "{}[]\",:0123456789.eE-nulltrue ".charAt(random.nextInt(30));
            }
            try {
                List<Embedding> read = EmbeddingAnswer.read(bytes, Memory.UNCOUNTED, "m", 2);
                assertThat(read.get(0).similarity(read.get(1))).isBetween(-1.0, 1.0);
                taken++;
            } catch (IOException e) {
                assertThat(e).as("no other failure").isNotNull();
            }
        }
        assertThat(taken).isBetween(1, 4999);
    }
}
