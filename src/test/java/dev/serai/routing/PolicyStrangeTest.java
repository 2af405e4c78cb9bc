package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a step leaves that is no request, or no answer: it is said so, and nobody else is to blame. */
class PolicyStrangeTest extends PolicyEndpointsTest {

    private static byte[] packed(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static InputStream failing(byte[] bytes) {
        return new SequenceInputStream(new ByteArrayInputStream(bytes, 0, 10), new InputStream() {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return read();
            }

            @Override
            public int read() throws IOException {
                throw new IOException("the disk is gone");
            }
        });
    }

    private static Map<String, Object> endless() {
        Map<String, Object> endless = new HashMap<>();
        endless.put("model", endless);
        return endless;
    }

    /** What is neither a request nor an answer. */
    private static Stream<Function<byte[], Object>> strange() {
        return Stream.of(
                bytes -> Collections.singletonMap(null, "key"),
                bytes -> endless(),
                bytes -> Map.of("model", new Object()),
                bytes -> new Person("a"));
    }

    @Test
    void requestThatIsNone_isRefusedByTheStepThatNeedsIt() throws Exception {
        serveAll(LEAVE.formatted(1), "");
        for (Function<byte[], Object> form : Stream.concat(
                        strange(),
                        Stream.<Function<byte[], Object>>of(
                                bytes -> null,
                                bytes -> 7,
                                bytes -> true,
                                bytes -> List.of(),
                                PolicyStrangeTest::packed,
                                bytes -> new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_16),
                                PolicyStrangeTest::failing))
                .toList()) {
            Leaves.form = form;

            HttpResponse<String> response = ask();

            assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
            assertThat(error(response).path("message").asText()).contains("'permit'", "inbound-chat-completions");
        }
        assertThat(UPSTREAM.received()).isEmpty();
    }

    @Test
    void answerThatIsNone_isAFailureOfTheGateway() throws Exception {
        serveAll("", LEAVE.formatted(2));
        for (Function<byte[], Object> form : strange().toList()) {
            Leaves.form = form;

            HttpResponse<String> response = ask();

            assertThat(response.statusCode()).as(response.body()).isEqualTo(500);
            assertThat(error(response).path("code").asText()).isEqualTo("internal_error");
        }
    }

    @Test
    void answerThatIsAValue_isWritten() throws Exception {
        serveAll("", LEAVE.formatted(2));
        Leaves.form = bytes -> 7;
        assertThat(ask().body()).isEqualTo("7");
        Leaves.form = bytes -> true;
        assertThat(ask().body()).isEqualTo("true");
        Leaves.form = bytes -> null;
        assertThat(ask().body()).isEmpty();
    }

    @Test
    void answerThatBreaksOff_isNoWholeOne_andNoClientHasLeft() throws Exception {
        serveAll("", LEAVE.formatted(2));
        Leaves.form = PolicyStrangeTest::failing;

        HttpResponse<String> response = ask();

        assertThat(response.statusCode()).isEqualTo(200);
        JsonNode record = recordOf(response.headers().firstValue("x-request-id").orElseThrow());
        assertThat(record.path("error").asText()).isEqualTo("internal_error");
        assertThat(record.path("aborted").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"teapot", "99", "0", "1000"})
    void statusThatNoAnswerHas_isAFailureOnRecord(String status) throws Exception {
        serveAll(
                "",
                "- setHeader: { id: x, name: CamelHttpResponseCode, expression: { constant: { expression: '" + status
                        + "' } } }");

        HttpResponse<String> response = ask();

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(error(response).path("code").asText()).isEqualTo("internal_error");
        assertThat(recordOf(response.headers().firstValue("x-request-id").orElseThrow())
                        .path("status")
                        .asInt())
                .isEqualTo(500);
    }
}
