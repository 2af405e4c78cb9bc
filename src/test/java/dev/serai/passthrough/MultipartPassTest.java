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

    private static final String TYPE = "multipart/form-data; boundary=b";

    private final List<String> fields = new ArrayList<>();
    private final List<String> files = new ArrayList<>();

    private void read(String form) {
        MultipartPass pass = new MultipartPass(
                TYPE, (name, value, depth) -> fields.add(value), (name, value, depth) -> files.add(name + "=" + value));
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
    void lastLineWithoutAnEnd_isTold() {
        read("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nfile-4");
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
        assertThatThrownBy(() -> new MultipartPass(type, null, null))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.code()).isEqualTo("invalid_multipart"));
    }
}
