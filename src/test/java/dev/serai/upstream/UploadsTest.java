package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.shedding.MemoryBudget;
import dev.serai.support.Script;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Forms that are refused, and the memory that others take. */
class UploadsTest extends UploadingGatewayTest {

    private static final int LARGE = 20 << 20;

    @Autowired
    private MemoryBudget budget;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /v1/audio/transcriptions | file    | model
            /v1/audio/translations   | file    | model
            /v1/audio/transcriptions | model   | file
            /v1/images/edits         | image   | prompt
            /v1/images/edits         | prompt  | image
            /v1/images/variations    | model   | image
            """)
    void whatIsMissing_isNamed(String path, String has, String param) throws Exception {
        UPSTREAM.answer(Script.json(200, "{}"));
        String part = has.equals("file") || has.equals("image") ? file(has, "1") : text(has, "simulator/echo");

        String model = param.equals("model") || has.equals("model") ? "" : text("model", "simulator/echo");

        HttpResponse<String> response = send(path, form(part + model));

        assertRefused(response, 400, "missing_required_parameter");
        assertThat(error(response).path("param").asText()).isEqualTo(param);
        assertThat(UPSTREAM.received()).isEmpty();
    }

    @Test
    void truncatedForm_isRefused() throws Exception {
        byte[] form = form(text("model", "openai/whisper-1"), file("file", "RIFF"));

        HttpResponse<String> response = send(HEARD, Arrays.copyOf(form, form.length - 8));

        assertRefused(response, 400, "invalid_form");
        assertThat(error(response).path("message").asText()).contains("sent to its end");
    }

    @Test
    void whatIsNoForm_isRefusedBeforeItIsRead() throws Exception {
        HttpResponse<String> response =
                callAt(HEARD, caller, "{\"model\":\"openai/whisper-1\"}", "Content-Type", "application/json");

        assertRefused(response, 415, "unsupported_content_type");
    }

    /** Announced and not: the file is in memory once, and twice at most while it comes. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void largeFile_isHeldOnce(boolean announced) throws Exception {
        byte[] form = large();
        CountDownLatch received = new CountDownLatch(1);
        CountDownLatch measured = new CountDownLatch(1);
        UPSTREAM.answer(Script.json(200, "{\"text\":\"a\"}"));
        assertThat(send(HEARD, form).statusCode()).isEqualTo(200); // what is loaded once is loaded now
        UPSTREAM.answer(request -> Script.silent()
                .then(received::countDown)
                .await(measured)
                .raw("HTTP/1.1 200 -\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n{\"text\":\"a\"}"));
        long before = heap();
        BodyPublisher body = announced
                ? BodyPublishers.ofByteArray(form)
                : BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(form));
        CompletableFuture<HttpResponse<String>> answer =
                CLIENT.sendAsync(request(HEARD, body), HttpResponse.BodyHandlers.ofString());
        received.await();
        long taken = budget.taken();
        long most = before + UPSTREAM.last().body().length + 2L * LARGE;
        boolean held = heapIsSoonBelow(most); // others, too, let go of what they have sent
        measured.countDown();

        assertThat(answer.get().statusCode()).isEqualTo(200);
        assertThat(taken).isBetween((long) LARGE, LARGE + (1L << 20));
        assertThat(held).isTrue();
    }

    private static byte[] large() {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        byte[] beginning = text("model", "openai/whisper-1").getBytes(StandardCharsets.ISO_8859_1);
        form.writeBytes(beginning);
        byte[] whole = form(file("file", "x".repeat(LARGE)));
        form.writeBytes(whole);
        return form.toByteArray();
    }

    private static boolean heapIsSoonBelow(long most) {
        for (int i = 0; i < 20; i++) {
            if (heap() < most) {
                return true;
            }
        }
        return false;
    }

    /** What a collection leaves. */
    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void manyUploadsAtOnce_areOnRecordEach() throws Exception {
        UPSTREAM.answer(Script.json(200, "{\"text\":\"Hello\"}"));
        byte[] form = form(text("model", "openai/whisper-1"), file("file", "x".repeat(100_000)));

        List<Integer> statuses = atOnce(20, 8, () -> send(HEARD, form).statusCode());

        assertThat(statuses).containsOnly(200);
        assertThat(budget.taken()).isLessThan(1 << 20);
    }
}
