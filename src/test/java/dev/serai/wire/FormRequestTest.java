package dev.serai.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormRequestTest {

    static final String TYPE = "multipart/form-data; boundary=x";
    static final String FILE =
            "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\nContent-Type: audio/wav\r\n\r\n";

    static String text(String name, String value) {
        return "--x\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    static String file(String content) {
        return FILE + content + "\r\n";
    }

    private static ApiRequest scan(String body) {
        return scan("transcriptions", body, TYPE);
    }

    static ApiRequest scan(String operation, String body, String type) {
        byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
        return FormRequest.scan(operation, bytes, type, null, Memory.UNCOUNTED);
    }

    /** As it is sent, with the boundary that it has now. */
    private static String sent(RawObject members) throws IOException {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        members.sendTo(sent);
        assertThat(members.sentLength()).isEqualTo(sent.size());
        return sent.toString(StandardCharsets.ISO_8859_1).replace(members.form().boundary(), "x");
    }

    @Test
    void model_isFoundWhereverItStands() {
        assertThat(scan(text("model", "m") + file("RIFF") + "--x--").model()).isEqualTo("m");
        assertThat(scan(file("RIFF") + text("model", "m") + "--x--").model()).isEqualTo("m");
        assertThat(scan("preamble\r\n" + file("RIFF") + text("model", "m") + "--x--\r\nepilogue")
                        .model())
                .isEqualTo("m");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "True", "1", "yes", "ON", " true "})
    void stream_isWhateverSomeoneTakesForTrue(String said) {
        assertThat(scan(text("stream", said) + file("RIFF") + text("model", "m") + "--x--").stream())
                .isTrue();
        assertThat(scan(text("stream", "false") + file("RIFF") + text("model", "m") + "--x--").stream())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1_0", "2.0", "1e1", "many", "00000000000000000000000000000000000000000005"})
    void imagesThatAreNoPlainNumber_areRefused(String n) {
        String form = text("n", n) + text("prompt", "p")
                + "--x\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a\"\r\n\r\n1\r\n"
                + text("model", "m") + "--x--";

        assertThatExceptionOfType(ApiException.class)
                .isThrownBy(() -> scan("imageEdits", form, TYPE))
                .satisfies(refusal -> assertThat(refusal.param()).isEqualTo("n"));
    }

    @Test
    void images_areAsManyAsTheFormSays() {
        String form = text("n", "7") + text("prompt", "p")
                + "--x\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a\"\r\n\r\n1\r\n"
                + text("model", "m") + "--x--";

        assertThat(Extent.of(scan("imageEdits", form, TYPE)).images()).isEqualTo(7);
    }

    @Test
    void form_isSentAsItCame() throws IOException {
        String form = file("\r\n--xy\r\n\0\u00ff--") + text("model", "m") + text("language", "de")
                + text("timestamp_granularities[]", "word") + text("timestamp_granularities[]", "segment")
                + "--x--\r\n";

        assertThat(sent(scan(form).members())).isEqualTo(form);
    }

    @Test
    void changedFields_areWrittenInTheirPlaces() throws IOException {
        RawObject members = scan(text("model", "alias") + file("RIFF") + text("language", "de") + text("user", "me")
                        + "--x--")
                .members();
        RawObject edited = members.copy();
        edited.put("model", (Object) "whisper\"\u00e4");
        edited.remove("user");
        edited.rename("language", "lang");

        String file = file("RIFF");
        assertThat(sent(edited))
                .isEqualTo(text("model", "whisper\"\u00c3\u00a4") + file + text("lang", "de") + "--x--\r\n");
        assertThat(sent(members)).as("the one before").contains(text("model", "alias"));
    }

    @Test
    void droppedFile_isNotSent() throws IOException {
        String image = "--x\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s.png\"\r\n\r\n1\r\n";
        String form = image.formatted("image", "a") + image.formatted("mask", "b") + text("prompt", "p")
                + text("model", "m") + "--x--";
        RawObject members = scan("imageEdits", form, TYPE).members().copy();
        members.remove("mask");

        assertThat(sent(members)).contains("a.png").doesNotContain("b.png");
    }

    @Test
    void boundary_isNotTheClients() {
        Form form = scan(text("model", "m") + file("a") + "--x--").members().form();

        assertThat(form.boundary()).isNotEqualTo("x").hasSizeGreaterThan(20);
        assertThat(form.contentType()).endsWith(form.boundary());
    }

    @Test
    void heads_areReadAsTheyMayBeWritten() {
        String form = "--x  \r\ncontent-disposition:form-data;name=model\r\n\r\nm\r\n"
                + "--x\r\nX: y\r\nContent-Disposition: form-data; filename=\"a;\\\"b.wav\"; name=\"file\"\r\n\r\nRIFF\r\n--x--";

        ApiRequest request = scan("transcriptions", form, "Multipart/Form-Data; charset=utf-8; boundary=\"x\"");

        assertThat(request.model()).isEqualTo("m");
        assertThat(new String(request.members().bytes(), StandardCharsets.UTF_8))
                .contains("a;\\\"b.wav");
    }

    @Test
    void fileWithoutAName_isOneByItsType() {
        String form = "--x\r\nContent-Disposition: form-data; name=\"file\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n\u00ff\r\n"
                + "--x\r\nContent-Disposition: form-data; name=\"model\"\r\nContent-Type: text/plain\r\n\r\nm\r\n--x--";

        ApiRequest request = scan(form);

        assertThat(request.model()).isEqualTo("m");
        assertThat(request.media()).isEqualTo(new Media(1, 1, List.of()));
    }

    @Test
    void facts_areThoseOfOtherRequests() {
        ApiRequest request =
                scan(text("model", "m") + text("stream", "true") + text("prompt", "four") + file("12345678") + "--x--");

        assertThat(request.stream()).isTrue();
        assertThat(request.media()).isEqualTo(new Media(1, 8, List.of()));
        assertThat(request.textBytes()).isEqualTo("\"four\"".length());
        assertThat(request.needs()).containsEntry("streaming", "stream");
    }

    @Test
    void files_areNotCopied() {
        byte[] body = new byte[1 << 24];
        byte[] head = (text("model", "m") + FILE).getBytes(StandardCharsets.ISO_8859_1);
        byte[] end = "\r\n--x--".getBytes(StandardCharsets.ISO_8859_1);
        Arrays.fill(body, (byte) 'a');
        System.arraycopy(head, 0, body, 0, head.length);
        System.arraycopy(end, 0, body, body.length - end.length, end.length);

        ApiRequest request = FormRequest.scan("transcriptions", body, TYPE, null, Memory.UNCOUNTED);

        assertThat(request.members().form().files()).allMatch(file -> file.source() == body);
    }
}
