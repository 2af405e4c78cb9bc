package dev.serai.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.routing.Archives;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An archive is whole, or refused. */
class ArchiveTest {

    private static final int MOST = 1 << 20;

    private static final Map<String, String> FILES = Map.of(
            "routes/router.camel.yaml", "- route:\n".repeat(50), "transforms/a/b.jslt", ".", "README.md", "words");

    private static Map<String, byte[]> unpack(byte[] bytes) throws ZipException {
        return Archive.unpack(bytes, MOST, 10);
    }

    private static Map<String, String> texts(byte[] bytes) throws ZipException {
        Map<String, String> texts = new HashMap<>();
        unpack(bytes).forEach((name, content) -> texts.put(name, new String(content, StandardCharsets.UTF_8)));
        return texts;
    }

    @Test
    void archive_isUnpacked() throws Exception {
        assertThat(texts(Archives.zip(FILES))).isEqualTo(FILES);
        assertThat(texts(Archives.zip(Map.of()))).isEmpty();
    }

    @Test
    void storedFilesAndFoldersAndComments_areRead() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setComment("a comment");
            zip.setLevel(0);
            zip.putNextEntry(new ZipEntry("routes/"));
            zip.putNextEntry(new ZipEntry("./routes/a.camel.yaml"));
            zip.write("abc".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(texts(bytes.toByteArray())).isEqualTo(Map.of("routes/a.camel.yaml", "abc"));
    }

    @Test
    void cutOff_isRefusedWhereverItIs() throws Exception {
        byte[] whole = Archives.zip(FILES);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> unpack(cut)).as("%d bytes", length).isInstanceOf(ZipException.class);
        }
    }

    @Test
    void flippedBits_areRefusedOrChangeNothing() throws Exception {
        byte[] whole = Archives.zip(FILES);
        for (int i = 0; i < whole.length * 8; i++) {
            byte[] flipped = whole.clone();
            flipped[i / 8] ^= (byte) (1 << i % 8);
            try {
                assertThat(texts(flipped)).as("bit %d", i).isEqualTo(FILES);
            } catch (ZipException e) {
                assertThat(e).hasMessageMatching("[\\P{Cntrl}]+");
            }
        }
    }

    @Test
    void noise_isRefused() {
        SplittableRandom random = new SplittableRandom(12);
        for (int i = 0; i < 2000; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            if (noise.length >= 22) {
                System.arraycopy(new byte[] {0x50, 0x4b, 5, 6, 0, 0, 0, 0}, 0, noise, noise.length - 22, 8);
                noise[noise.length - 2] = 0;
                noise[noise.length - 1] = 0;
            }
            assertThatThrownBy(() -> unpack(noise)).isInstanceOf(ZipException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../routes/a.camel.yaml",
                "routes/../../a.camel.yaml",
                "/routes/a.camel.yaml",
                "routes//a.camel.yaml",
                "routes\\a.camel.yaml",
                "C:\\a.camel.yaml",
                "routes/a\nb.camel.yaml",
                "routes/a\u0000.camel.yaml",
                "routes/a\u2028.camel.yaml",
                "routes/./a.camel.yaml"
            })
    void nameThatLeadsElsewhere_isRefused(String name) {
        assertThatThrownBy(() -> unpack(Archives.zip(Map.of(name, "a"))))
                .isInstanceOf(ZipException.class)
                .hasMessageContaining("no path below its folder");
    }

    @Test
    void linksAndEncryptedFilesAndTwins_areRefused() throws Exception {
        byte[] link = Archives.zip(Map.of("routes/a.camel.yaml", "/etc/passwd"));
        int directory = directory(link);
        link[directory + 41] = (byte) 0xa1;
        assertThatThrownBy(() -> unpack(link)).hasMessageContaining("is a link");

        byte[] encrypted = Archives.zip(Map.of("routes/a.camel.yaml", "a"));
        encrypted[directory(encrypted) + 8] |= 1;
        assertThatThrownBy(() -> unpack(encrypted)).hasMessageContaining("is encrypted");

        byte[] twins = Archives.zip(Map.of("routes/a", "1", "routes/b", "2"));
        for (int i = 0; i < twins.length; i++) {
            twins[i] = twins[i] == 'b' && twins[i - 1] == '/' ? (byte) 'a' : twins[i];
        }
        assertThatThrownBy(() -> unpack(twins)).hasMessageContaining("is in it twice");
    }

    @Test
    void moreThanIsTaken_isRefusedBeforeItIsUnpacked() throws Exception {
        assertThatThrownBy(() -> unpack(Archives.zip(Map.of("a", "a".repeat(MOST + 1)))))
                .isInstanceOf(Archive.TooLarge.class);
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < 11; i++) {
            many.put("a" + i, "");
        }
        assertThatThrownBy(() -> unpack(Archives.zip(many))).isInstanceOf(Archive.TooLarge.class);
    }

    private static int directory(byte[] zip) throws IOException {
        for (int i = 0; i < zip.length - 4; i++) {
            if (zip[i] == 0x50 && zip[i + 1] == 0x4b && zip[i + 2] == 1 && zip[i + 3] == 2) {
                return i;
            }
        }
        throw new IOException("no directory");
    }
}
