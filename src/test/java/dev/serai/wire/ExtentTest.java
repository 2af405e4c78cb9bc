package dev.serai.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtentTest {

    private static Extent of(String operation, String request) {
        return Extent.of(RequestScanner.scan(operation, request.getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            four              | 4
            zwölf             | 5
            a\\nb             | 3
            \\u00e4b          | 2
            世界😀            | 3
            """)
    void speech_hasItsTextsCharacters(String text, long characters) {
        assertThat(of("speech", "{\"model\":\"m\",\"input\":\"" + text + "\"}").characters())
                .isEqualTo(characters);
    }

    @Test
    void images_areAsManyAsAreAskedFor() {
        assertThat(of("images", "{\"model\":\"m\",\"prompt\":\"p\"}").images()).isEqualTo(1);
        assertThat(of("images", "{\"model\":\"m\",\"prompt\":\"p\",\"n\":4}").images())
                .isEqualTo(4);
    }

    @Test
    void searches_haveAHundredDocuments() {
        assertThat(of("rerank", ranking(1, "a")).searches()).isEqualTo(1);
        assertThat(of("rerank", ranking(100, "a")).searches()).isEqualTo(1);
        assertThat(of("rerank", ranking(101, "a")).searches()).isEqualTo(2);
        assertThat(of("rerank", ranking(1, "a".repeat(100_000))).mostSearches()).isGreaterThan(1);
    }

    private static String ranking(int documents, String text) {
        String list = ("\"" + text + "\",").repeat(documents);
        return "{\"model\":\"m\",\"query\":\"q\",\"documents\":[" + list.substring(0, list.length() - 1) + "]}";
    }

    @Test
    void wavFile_lastsAsLongAsItSays() {
        byte[] samples = new byte[48_000]; // one second
        byte[] head = WavHead.of(samples.length, 24_000);
        String file = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n"
                + new String(head, StandardCharsets.ISO_8859_1)
                + new String(samples, StandardCharsets.ISO_8859_1)
                + "\r\n";

        Extent extent = Extent.of(heard(file));

        assertThat(extent.milliseconds()).isBetween(1000L, 1001L);
        assertThat(extent.mostMilliseconds()).isGreaterThan(extent.milliseconds());
    }

    private static ApiRequest heard(String parts) {
        String body = parts + "--x\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nm\r\n--x--";
        return FormRequest.scan(
                "transcriptions",
                body.getBytes(StandardCharsets.ISO_8859_1),
                "multipart/form-data; boundary=x",
                null,
                Memory.UNCOUNTED);
    }

    @Test
    void wavFileThatSaysItInTwoWays_isAnyFile() {
        byte[] head = WavHead.of(480_000, 24_000);
        head[31] = 0x70; // bytes per second as nobody has them
        String file = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n"
                + new String(head, StandardCharsets.ISO_8859_1) + "\0".repeat(480_000) + "\r\n";

        assertThat(Extent.of(heard(file)).milliseconds()).isBetween(30_000L, 30_010L);
    }

    @Test
    void soundThatIsElsewhere_isNotNothing() {
        String url = "--x\r\nContent-Disposition: form-data; name=\"url\"\r\n\r\nhttps://example.com/a.mp3\r\n";

        assertThat(Extent.of(heard(url)).milliseconds()).isPositive();
        assertThat(Extent.of(heard(url)).mostMilliseconds())
                .isGreaterThan(Extent.of(heard(url)).milliseconds());
    }

    @Test
    void chats_areTokensAlone() {
        assertThat(of("chat", "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]}"))
                .isEqualTo(Extent.NONE);
    }
}
