package dev.serai.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.support.GatewayTest;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Whether a request that failed can be found in the log, and a million of them do not fill it. */
@ExtendWith(OutputCaptureExtension.class)
class FailureLogTest extends GatewayTest {

    private static final String CHAT = "/v1/chat/completions";
    private static final UsageRecord FAILED = new UsageRecord(
            0,
            Instant.EPOCH,
            "req_1",
            "prj_1",
            "tok_1",
            CHAT,
            "smart",
            "openai",
            "gpt",
            502,
            "provider_unreachable",
            false,
            false,
            false,
            0,
            0,
            0,
            0,
            0,
            null,
            null,
            1,
            null,
            1,
            1);

    /** The line comes when the answer is out already. */
    private static String line(CapturedOutput log, String id) {
        await().atMost(Duration.ofSeconds(30)).until(() -> log.getAll().contains(id + " failed"));
        return log.getAll()
                .lines()
                .filter(it -> it.contains(id))
                .collect(Collectors.collectingAndThen(Collectors.toList(), lines -> {
                    assertThat(lines).hasSize(1);
                    return lines.get(0);
                }));
    }

    private String idOf(String model, String... headers) throws Exception {
        return post(CHAT, chat(model), headers)
                .headers()
                .firstValue("x-request-id")
                .orElseThrow();
    }

    @Test
    void failedRequest_hasALineWithItsId(CapturedOutput log) throws Exception {
        assertThat(line(log, idOf("simulator/500")))
                .contains("WARN", "failed: 500 server_error for model simulator/500, by simulator/500");
    }

    @Test
    void wrongRequest_isNoWarning(CapturedOutput log) throws Exception {
        assertThat(line(log, idOf("nobody/knows")))
                .contains("INFO", "failed: 404 model_not_found for model nobody/knows, after");
    }

    @Test
    void strangersAndAnsweredRequests_haveNone(CapturedOutput log) throws Exception {
        String answered = idOf("simulator/echo");
        String stranger = idOf("simulator/echo", "Authorization", "Bearer wrong");
        line(log, idOf("nobody/knows"));

        assertThat(log.getAll()).doesNotContain(answered, stranger);
    }

    @Test
    void manyFailures_areCounted(CapturedOutput log) {
        AtomicLong nanos = new AtomicLong();
        FailureLog failures = new FailureLog(nanos::get);
        for (int i = 0; i < 1000; i++) {
            failures.tell(FAILED, "");
        }
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        failures.tell(FAILED, "");

        assertThat(log.getAll().lines().filter(line -> line.contains(" failed: ")))
                .hasSize(21);
        assertThat(log.getAll()).contains("980 more requests failed within a second");
    }
}
