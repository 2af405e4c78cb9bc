package dev.serai.passthrough;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.wire.ApiException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartPassTest {

    private final List<String> fields = new ArrayList<>();
    private final List<String> files = new ArrayList<>();

    private void read(String form) {
        MultipartPass pass = new MultipartPass(
                "b", (name, value, depth) -> fields.add(value), (name, value, depth) -> files.add(name + "=" + value));
        byte[] bytes = form.getBytes(StandardCharsets.ISO_8859_1);
        Random random = new Random(3);
        for (int i = 0; i < bytes.length; ) {
            int n = Math.min(bytes.length - i, 1 + random.nextInt(5));
            pass.add(bytes, i, n);
            i += n;
        }
        pass.end();
    }

    private static String part(String head, String content) {
        return "--b\r\nContent-Disposition: form-data; " + head + "\r\n\r\n" + content + "\r\n";
    }

    @Test
    void fieldsValues_andTextsInJson_areTold() {
        read(part("name=\"purpose\"", "batch") + part("name=\"x\"", "{\"a\":\"file-1\"}")
                + part("name=\"file\"; filename=\"a\"", "{\"model\":\"m\"}\r\nfile-2") + "--b--\r\n");
        assertThat(fields).contains("batch", "file-1").doesNotContain("file-2");
        assertThat(files).containsExactly("model=m");
    }

    @Test
    void fieldAfterAFile_isTold() {
        read(part("name=\"file\"; filename=\"a\"", "\"{[\n\"\"\"") + part("name=\"file_id\"", "file-3") + "--b--");
        assertThat(fields).contains("file-3");
    }

    @Test
    void quotesOfALine_hideNoOther() {
        read(part("name=\"file\"; filename=\"a\"", "\"\"\" odd \"\n{\"model\":\"m\"}") + "--b--");
        assertThat(files).contains("model=m");
    }

    @Test
    void lastLineWithoutAnEnd_isTold_andTheFormIsNone() {
        assertThatThrownBy(() -> read(part("name=\"a\"", "file-4")))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo("invalid_multipart"));
        assertThat(fields).contains("file-4");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=a; boundary=b",
                "multipart/form-data; boundary=a b"
            })
    void typeWithoutOneBoundary_isRefused(String type) {
        assertThatThrownBy(() -> ContentType.of(type))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo("invalid_multipart"));
    }

    /** What one server takes for a file or for nothing, another one takes for a field. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--bx\r\n",
                "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--",
                "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b--",
                "--b\nContent-Disposition: form-data; name=\"a\"\n\nfile-1",
                "preamble\r\n--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nfile-1",
                "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\n--b\r\nfile-1",
                "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n; filename=x\r\n\r\nfile-1",
                "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n folded\r\n\r\nfile-1",
                "--b\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Disposition: form-data; filename=\"b\"\r\n\r\nx",
                "--b\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=66ile-1",
                "--b\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Type: text/plain; charset=utf-16\r\n\r\nx",
                "--b\r\nContent-Disposition: form-data; name=\"a\"\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\nx",
                "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n",
                "--b--\r\n--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nfile-1"
            })
    void formOnWhichServersDoNotAgree_isRefused(String form) {
        assertThatThrownBy(() -> read(form))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo("invalid_multipart"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name=\"file_id\"; xfilename=y",
                "name=\"file_id; filename=\"",
                "name=\"file_id\"; filename*=utf-8''y",
                "name=\"file_id\\\"; filename=\"y\"",
                "name=\"file_id\"; filename=\"a\"; filename=\"b\"",
                "name=\"file_id\"; filename"
            })
    void partThatMayBeAField_isLookedAtAsOne(String head) {
        read(part(head, "file-5") + "--b--");
        assertThat(fields).contains("file-5");
    }

    @Test
    void fieldsName_isTold() {
        List<String> names = new ArrayList<>();
        MultipartPass pass = new MultipartPass("b", (name, value, depth) -> names.add(name + "=" + value), null);
        byte[] bytes = (part("name=\"model\"", "dear") + "--b--").getBytes(StandardCharsets.ISO_8859_1);
        pass.add(bytes, 0, bytes.length);
        pass.end();
        assertThat(names).containsExactly("model=dear");
    }
}
