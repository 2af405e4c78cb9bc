package dev.serai.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever form of body a step leaves, at every endpoint: it is the request, or the answer. */
class PolicyFormsTest extends PolicyEndpointsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- unmarshal: { id: x%s, json: { library: Jackson } }",
                "- convertBodyTo: { id: x%s, type: String }",
                "- convertBodyTo: { id: x%s, type: 'byte[]' }",
                "- convertBodyTo: { id: x%s, type: java.io.InputStream }",
                "- convertBodyTo: { id: x%s, type: com.fasterxml.jackson.databind.JsonNode }"
            })
    void formThatAStepLeaves_servesAtEveryEndpoint(String step) throws Exception {
        serveAll(step.formatted(1), step.formatted(2));
        assertAllServe();
        HttpResponse<String> counted = post("/v1/messages/count_tokens", MESSAGES.formatted("mistral/m"));
        assertThat(counted.statusCode()).as(counted.body()).isEqualTo(200);
        assertThat(json(counted).path("input_tokens").asInt()).isPositive();
    }

    private static Path file(Path folder, byte[] bytes) {
        try {
            return Files.write(folder.resolve("body.json"), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A part of a buffer, as parts of others stand around it. */
    private static ByteBuffer slice(byte[] bytes) {
        ByteBuffer whole = ByteBuffer.allocate(bytes.length + 20);
        whole.position(10);
        whole.put(bytes);
        return whole.flip().position(10);
    }

    @Test
    void formOfABean_servesAtEveryEndpoint(@TempDir Path folder) throws Exception {
        serveAll(LEAVE.formatted(1), LEAVE.formatted(2));
        for (Function<byte[], Object> form : List.<Function<byte[], Object>>of(
                PolicyFormsTest::slice,
                bytes -> slice(bytes).asReadOnlyBuffer(),
                bytes -> file(folder, bytes),
                bytes -> file(folder, bytes).toFile(),
                bytes -> new ByteArrayInputStream(bytes))) {
            Leaves.form = form;
            assertAllServe();
        }
    }
}
