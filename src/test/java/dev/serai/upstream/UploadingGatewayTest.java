package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.support.CallingGatewayTest;
import dev.serai.support.FakeUpstream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** A caller who sends forms with files. */
@Timeout(120)
abstract class UploadingGatewayTest extends CallingGatewayTest {

    static final String HEARD = "/v1/audio/transcriptions";
    private static final String TYPE = "multipart/form-data; boundary=----x";

    Issued caller;

    @BeforeEach
    void aCaller() {
        caller = token(Rules.NONE);
    }

    static String text(String name, String value) {
        return "------x\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    static String file(String name, String content) {
        return "------x\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"a.bin\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n" + content + "\r\n";
    }

    static byte[] form(String... parts) {
        return (String.join("", parts) + "------x--\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    HttpRequest request(String path, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .header("Authorization", "Bearer " + caller.secret().text())
                .header("Content-Type", TYPE)
                .POST(body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return request.build();
    }

    HttpResponse<String> send(String path, byte[] form, String... headers) throws Exception {
        return CLIENT.send(
                request(path, BodyPublishers.ofByteArray(form), headers), HttpResponse.BodyHandlers.ofString());
    }

    /** What the upstream got, with the boundary of the client. */
    static String sent() {
        FakeUpstream.Received last = UPSTREAM.last();
        String type = last.headers().get("content-type");
        assertThat(type).startsWith("multipart/form-data; boundary=");
        String boundary = type.substring(type.indexOf('=') + 1);
        return new String(last.body(), StandardCharsets.ISO_8859_1).replace("--" + boundary, "------x");
    }
}
