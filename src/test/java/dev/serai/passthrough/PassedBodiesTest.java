package dev.serai.passthrough;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.TokenRegistry;
import dev.serai.support.RawConnection;
import dev.serai.support.Script;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** How bodies pass: while they come, whole or not at all, and what is read of them on the way. */
class PassedBodiesTest extends PassTest {

    @Test
    void largeUpload_passesWhileItComes() throws Exception {
        TokenRegistry.Issued caller = caller("openai");
        byte[] content = new byte[3 << 20];
        new Random(1).nextBytes(content);
        answers(Script.json(200, FILE.formatted(id)));
        byte[] body = form("user_data", "a.bin", new String(content, StandardCharsets.ISO_8859_1))
                .getBytes(StandardCharsets.ISO_8859_1);
        HttpRequest request = HttpRequest.newBuilder(uri("/v1/files"))
                .header("Authorization", "Bearer " + caller.secret().text())
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build();
        assertThat(CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
        assertThat(Arrays.equals(lastPassed().body(), body)).isTrue();
        assertThat(lastPassed().headers())
                .containsEntry("content-type", "multipart/form-data; boundary=" + BOUNDARY)
                .containsEntry("transfer-encoding", "chunked");
    }

    @Test
    void uploadThatIsTooLarge_isRefusedAtOnce() throws Exception {
        TokenRegistry.Issued caller = caller("openai");
        try (RawConnection connection = new RawConnection(port)) {
            connection.sendHead(
                    "POST /v1/files",
                    "Authorization: Bearer " + caller.secret().text(),
                    "Content-Type: multipart/form-data; boundary=" + BOUNDARY,
                    "Content-Length: 2000000000");
            assertThat(connection.reply().status()).isEqualTo(413);
        }
    }

    @Test
    void largeFormWithoutItsEnd_endsOnItsWay() throws Exception {
        TokenRegistry.Issued caller = caller("openai");
        answers(Script.json(200, FILE.formatted(id)));
        String whole = form("batch", "a.jsonl", "x".repeat(1 << 18));
        String cut = whole.substring(0, whole.length() - 10);

        assertRefused(
                ask(caller, "POST", "/v1/files", cut, "Content-Type", "multipart/form-data; boundary=" + BOUNDARY),
                400,
                "invalid_multipart");
        assertThat(passed()).isEmpty();
    }

    @Test
    void largeJsonWithAMistakeAtItsEnd_endsOnItsWay() throws Exception {
        TokenRegistry.Issued caller = caller("openai");
        answers(Script.json(200, "{\"id\":\"vs_1\"}"));
        String body = "{\"name\":\"" + "x".repeat(1 << 18) + "\"";

        assertRefused(ask(caller, "POST", "/v1/vector_stores", body), 400, "invalid_json");
        assertThat(passed()).isEmpty();
    }

    @Test
    void whatMakesSomething_isNotRepeated_andWhatReadsIs() throws Exception {
        TokenRegistry.Issued caller = owner();
        answers(Script.silent().reset());
        assertThat(upload(caller, "batch", "x").statusCode()).isEqualTo(502);
        assertThat(passed()).hasSize(1);
    }

    @Test
    void answerThatBreaksOff_hasNoEnd() throws Exception {
        TokenRegistry.Issued caller = owner();
        answers(Script.silent()
                .raw("HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nTransfer-Encoding: chunked\r\n\r\n")
                .send("half")
                .reset());
        try (RawConnection connection = new RawConnection(port)) {
            connection.sendHead(
                    "GET /v1/files/" + id + "/content",
                    "Authorization: Bearer " + caller.secret().text());
            connection.reply();
            assertThat(connection.brokeOff()).isTrue();
        }
    }

    @Test
    void download_passesWhileItComes_andEndsWithItsClient() throws Exception {
        TokenRegistry.Issued caller = owner();
        CountDownLatch seen = new CountDownLatch(1);
        answers(Script.silent()
                .raw("HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nTransfer-Encoding: chunked\r\n\r\n")
                .send("first")
                .await(seen)
                .stall(30));
        HttpRequest request = HttpRequest.newBuilder(uri("/v1/files/" + id + "/content"))
                .header("Authorization", "Bearer " + caller.secret().text())
                .build();
        HttpResponse<InputStream> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertThat(answer.body().readNBytes(5)).isEqualTo("first".getBytes(StandardCharsets.UTF_8));
        seen.countDown();
        answer.body().close();
        assertThat(UPSTREAM.awaitAbort(10)).isTrue();
    }

    @Test
    void batchesCost_isBookedAtItsPrice_whenItsOutputIsRead() throws Exception {
        TokenRegistry.Issued caller = owner();
        String batch = "batch_" + UUID.randomUUID().toString().replace("-", "");
        String output = "file-" + UUID.randomUUID().toString().replace("-", "");
        answers(it -> Script.json(
                200,
                "{\"id\":\"" + batch + "\",\"object\":\"batch\",\"status\":\"completed\",\"input_file_id\":\"" + id
                        + "\",\"output_file_id\":\"" + output + "\"}"));
        ask(caller, "POST", "/v1/batches", "{\"input_file_id\":\"" + id + "\"}");
        String line =
                "{\"id\":\"batch_req_1\",\"response\":{\"status_code\":200,\"body\":{\"model\":\"gpt-5.1\",\"usage\":"
                        + "{\"prompt_tokens\":1000,\"completion_tokens\":100,\"total_tokens\":1100}}},\"error\":null}\n";
        answers(Script.typed(200, "application/octet-stream", line.repeat(10)));
        HttpResponse<String> read = ask(caller, "GET", "/v1/files/" + output + "/content", null);
        assertThat(read.body()).isEqualTo(line.repeat(10));
        var records = await(() -> records(requestId(read)), found -> found.size() == 2);
        Map<String, Object> used = records.stream()
                .filter(it -> it.get("attempts").equals(0))
                .findFirst()
                .orElseThrow();
        assertThat(used).containsEntry("model", "gpt-5.1").containsEntry("prompt_tokens", 10_000L);
        // (10,000 × 1.25 + 1,000 × 10) / 1,000,000, at half the price
        assertThat((BigDecimal) used.get("cost")).isEqualByComparingTo("0.01125");
        assertThat(lastPassed().headers()).doesNotContainKey("range");
    }
}
