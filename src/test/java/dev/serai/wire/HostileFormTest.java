package dev.serai.wire;

import static dev.serai.wire.FormRequestTest.FILE;
import static dev.serai.wire.FormRequestTest.TYPE;
import static dev.serai.wire.FormRequestTest.file;
import static dev.serai.wire.FormRequestTest.scan;
import static dev.serai.wire.FormRequestTest.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.serai.support.Growth;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forms that are none, or are meant to be read differently by two. */
class HostileFormTest {

    private static ApiException refusal(String body, String type) {
        return catchThrowableOfType(ApiException.class, () -> scan("transcriptions", body, type));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "null", textBlock = """
            MF        | multipart/form-data             | null  | has to name its boundary
            MF        | multipart/form-data; boundary=  | null  | has to name its boundary
            MF        | multipart/form-data; boundary=ä | null  | has to name its boundary
            MF        | multipart/form-data; boundary=y | null  | is not in the body
            MFe       | multipart/form-data; boundary=x; boundary=y | null | the same twice
            ''        | multipart/form-data; boundary=x | null  | is empty
            e         | multipart/form-data; boundary=x | null  | has no parts
            M         | multipart/form-data; boundary=x | null  | in the midst of a part
            MF        | multipart/form-data; boundary=x | null  | in the midst of a part
            Me        | multipart/form-data; boundary=x | file  | 'file' is required
            Fe        | multipart/form-data; boundary=x | model | 'model' is required
            MMFe      | multipart/form-data; boundary=x | model | 'model' is given twice
            BFe       | multipart/form-data; boundary=x | model | 'model' is empty
            LFe       | multipart/form-data; boundary=x | model | longer than the 256 characters
            MTe       | multipart/form-data; boundary=x | file  | must be a file
            MEe       | multipart/form-data; boundary=x | file  | is empty
            NMFe      | multipart/form-data; boundary=x | null  | no name in its head
            DMFe      | multipart/form-data; boundary=x | null  | no 'Content-Disposition: form-data'
            WMFe      | multipart/form-data; boundary=x | null  | the same twice
            2MFe      | multipart/form-data; boundary=x | null  | the same twice
            HMFe      | multipart/form-data; boundary=x | null  | longer than 8192 bytes
            OMFe      | multipart/form-data; boundary=x | null  | an empty line is missing
            UMFe      | multipart/form-data; boundary=x | other | is not UTF-8
            VMFe      | multipart/form-data; boundary=x | other | longer than the 262144 bytes
            QMFe      | multipart/form-data; boundary=x | null  | is a form itself
            IMFe      | multipart/form-data; boundary=x | model[] | 'model' has no parts
            PMFe      | multipart/form-data; boundary=x | null  | more than 256 parts
            """)
    void mistake_isTold(String parts, String type, String param, String reason) {
        StringBuilder body = new StringBuilder();
        parts.chars().forEach(part -> body.append(part(part)));

        ApiException refusal = refusal(body.toString(), type);

        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.getMessage()).contains(reason);
        assertThat(refusal.param()).isEqualTo(param);
    }

    private static String part(int kind) {
        String disposition = "Content-Disposition: form-data; name=\"other\"";
        return switch (kind) {
            case 'M' -> text("model", "m");
            case 'B' -> text("model", " ");
            case 'L' -> text("model", "m".repeat(300));
            case 'F' -> file("RIFF");
            case 'T' -> text("file", "RIFF");
            case 'E' -> file("");
            case 'N' -> "--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n";
            case 'D' -> "--x\r\n\r\n1\r\n";
            case 'W' -> "--x\r\n" + disposition + "\r\n" + disposition + "\r\n\r\n1\r\n";
            case '2' -> "--x\r\n" + disposition + "; name=\"model\"\r\n\r\n1\r\n";
            case 'H' -> "--x\r\n" + disposition + "\r\nX: " + "y".repeat(9000) + "\r\n\r\n1\r\n";
            case 'O' -> "--x\r\n" + disposition + "\r\n";
            case 'U' -> text("other", "\u00ff");
            case 'V' -> text("other", "v".repeat(300_000));
            case 'Q' -> "--x\r\n" + disposition + "\r\nContent-Type: multipart/mixed; boundary=y\r\n\r\n--y--\r\n";
            case 'I' -> text("model[]", "dear");
            case 'P' -> text("other", "1").repeat(257);
            default -> "--x--";
        };
    }

    /** A head that is never ended, boundaries that nearly are ours, blanks behind ours, as much as there may be. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            \\r
            \\r\\n--
            \\r\\n--x
            '\\r\\n--x '
            \\r\\n--x\\r\\n\\r\\n
            """)
    void hostileBody_isLookedThroughInLinearTime(String piece) throws Exception {
        String repeated = piece.replace("\\r", "\r").replace("\\n", "\n");

        double growth = Growth.perDoubling(
                size -> {
                    String body = text("model", "m") + FILE + repeated.repeat(size / repeated.length());
                    byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
                    return () -> assertThatExceptionOfType(ApiException.class)
                            .isThrownBy(() -> FormRequest.scan("transcriptions", bytes, TYPE, null, Memory.UNCOUNTED));
                },
                1 << 16,
                1 << 24);

        assertThat(growth).isLessThan(3);
    }
}
