package dev.serai.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Answers;
import dev.serai.support.FakeUpstream;
import dev.serai.support.OwnGateway;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.search.RequiredSearch;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that wait, or are worked on, when the gateway stops. */
@Timeout(180)
class JobRestartTest {

    private static final String CHAT =
            "{\"model\":\"openai/gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

    private static Map<String, String> settings(Path data, FakeUpstream upstream, int atATime) {
        return new HashMap<>(Map.of(
                "serai.data",
                data.toString(),
                "serai.anonymous",
                "loopback",
                "OPENAI_BASE_URL",
                upstream.url() + "/openai",
                "OPENAI_API_KEY",
                "sk-of-nobody",
                "spring.lifecycle.timeout-per-shutdown-phase",
                "2s",
                "serai.jobs.most",
                "3",
                "serai.jobs.above",
                "200B",
                "serai.jobs.at-a-time",
                String.valueOf(atATime)));
    }

    private static HttpResponse<String> later(OwnGateway gateway) throws Exception {
        return gateway.send("POST", "/v1/chat/completions", CHAT, "Prefer", "respond-async");
    }

    private static HttpResponse<String> ended(OwnGateway gateway, String location) throws Exception {
        HttpResponse<String> answer = gateway.get(location);
        for (int i = 0; i < 1000 && answer.statusCode() == 202; i++) {
            Thread.sleep(30);
            answer = gateway.get(location);
        }
        return answer;
    }

    @Test
    void jobs_surviveARestart_andNoMoreArePromisedThanAreKept(@TempDir Path data) throws Exception {
        try (FakeUpstream upstream = new FakeUpstream()) {
            upstream.answer(Script.json(200, Answers.WHOLE));
            String waiting;
            String large;
            try (OwnGateway gateway = OwnGateway.start(settings(data, upstream, 0))) {
                waiting = later(gateway).headers().firstValue("location").orElseThrow();
                HttpResponse<String> promise =
                        gateway.send("POST", "/v1/chat/completions", CHAT.replace("Hello", "Hello ".repeat(50)));
                assertThat(promise.statusCode()).as(promise.body()).isEqualTo(202);
                assertThat(promise.headers().firstValue("preference-applied")).isEmpty();
                large = promise.headers().firstValue("location").orElseThrow();
                assertThat(later(gateway).statusCode()).isEqualTo(202);
                HttpResponse<String> refused = later(gateway);
                assertThat(refused.statusCode()).isEqualTo(429);
                assertThat(refused.body()).contains("too_many_jobs");
                assertThat(Json.parse(gateway.get(waiting).body().getBytes(StandardCharsets.UTF_8))
                                .path("status")
                                .asText())
                        .isEqualTo("queued");
                awaitMeter(gateway, 3, "serai.jobs.waiting");
            }
            assertThat(upstream.received()).isEmpty();
            try (OwnGateway gateway = OwnGateway.start(settings(data, upstream, 4))) {
                assertThat(ended(gateway, waiting).statusCode()).isEqualTo(200);
                assertThat(ended(gateway, large).body()).contains("\"Hi\"");
                awaitMeter(gateway, 3, "serai.jobs.ended", "status", "completed");
                awaitMeter(gateway, 0, "serai.jobs.running");
            }
        }
    }

    private static void awaitMeter(OwnGateway gateway, double value, String name, String... tags) throws Exception {
        RequiredSearch meter = gateway.bean(MeterRegistry.class).get(name).tags(tags);
        while (meter.meter().measure().iterator().next().getValue() != value) {
            Thread.sleep(50);
        }
    }

    @Test
    void jobs_takeNoMoreBytesThanTheyMay_answersIncluded(@TempDir Path data) throws Exception {
        try (FakeUpstream upstream = new FakeUpstream()) {
            upstream.answer(Script.json(200, Answers.WHOLE.replace("Hi", "Hi".repeat(2000))));
            Map<String, String> settings = settings(data, upstream, 1);
            settings.put("serai.jobs.largest", "2KB");
            settings.put("serai.jobs.most-bytes", "4KB");
            try (OwnGateway gateway = OwnGateway.start(settings)) {
                String location = later(gateway).headers().firstValue("location").orElseThrow();
                HttpResponse<String> answer = ended(gateway, location);
                assertThat(answer.statusCode()).isEqualTo(502);
                assertThat(answer.body()).contains("answer_too_large");
                HttpResponse<String> refused = gateway.send(
                        "POST", "/v1/chat/completions", CHAT.replace("Hello", "Hello".repeat(1000)), "Prefer", "respond-async");
                assertThat(refused.statusCode()).as(refused.body()).isEqualTo(429);
                assertThat(refused.body()).contains("too_many_jobs");
            }
        }
    }

    @Test
    void jobUnderWay_isBegunAgain_butNotMoreOftenThanItMay(@TempDir Path data) throws Exception {
        try (FakeUpstream upstream = new FakeUpstream()) {
            upstream.answer(Script.silent().stall(60));
            String location = null;
            for (int start = 1; start <= 2; start++) {
                try (OwnGateway gateway = OwnGateway.start(settings(data, upstream, 4))) {
                    location = location == null
                            ? later(gateway).headers().firstValue("location").orElseThrow()
                            : location;
                    while (upstream.received().size() < start) {
                        Thread.sleep(20);
                    }
                }
            }
            upstream.answer(Script.json(200, Answers.WHOLE));
            try (OwnGateway gateway = OwnGateway.start(settings(data, upstream, 4))) {
                HttpResponse<String> answer = ended(gateway, location);
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.body()).contains("job_interrupted");
                assertThat(upstream.received()).isEmpty();
            }
        }
    }
}
