package dev.serai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.SeraiProperties;
import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry.Issued;
import dev.serai.journal.FailingDisk;
import dev.serai.journal.FailingDisk.Failure;
import dev.serai.journal.Journal;
import dev.serai.support.CallingGatewayTest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** Usage that cannot be kept, and prices that cannot be read: requests are served, and health and metrics say so. */
@AutoConfigureObservability
@DirtiesContext
@Import(UsageTroubleTest.OnFailingDisk.class)
@TestPropertySource(properties = {"management.endpoint.health.show-details=always", "serai.usage.durable=true"})
class UsageTroubleTest extends CallingGatewayTest {

    private static final FailingDisk DISK = new FailingDisk();
    private static final int BOUND = 2;

    @TempDir
    static Path folder;

    @Autowired
    private Journal journal;

    /** In the place of the journal: on a disk that fails when it is told to, with little room for what waits. */
    static class OnFailingDisk {

        @Bean
        @Primary
        Journal failing(SeraiProperties serai) {
            return new Journal(serai.data().resolve("journal"), 1 << 20, Duration.ofMillis(5), BOUND, DISK);
        }
    }

    @DynamicPropertySource
    static void prices(DynamicPropertyRegistry properties) throws Exception {
        write("");
        properties.add("serai.prices", () -> folder.resolve("prices.yaml").toString());
    }

    private static void write(String mistake) throws Exception {
        Files.writeString(
                folder.resolve("prices.yaml"),
                "version: \"1\"\ncurrency: USD\nprices:\n  simulator/*: {input: 1, output: 2" + mistake + "}\n");
    }

    @AfterEach
    void repair() {
        DISK.fail(Failure.NOTHING);
    }

    private JsonNode usage() throws Exception {
        return json(get("/health")).at("/checks/journal");
    }

    private JsonNode prices() throws Exception {
        return json(get("/health")).at("/checks/prices");
    }

    private void assertHealth(String status) throws Exception {
        assertThat(usage().path("status").asText()).as(usage().toString()).isEqualTo(status);
        assertThat(json(get("/health")).path("status").asText()).isEqualTo(status);
        assertThat(json(get("/health/ready")).path("status").asText()).isEqualTo("UP");
    }

    /** The value of a line of the metrics that begins like this; 0 where there is none. */
    private double metric(String name) throws Exception {
        return get("/manage/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .sum();
    }

    @Test
    void diskThatFails_isToldAndKeepsNobodyFromAnswers() throws Exception {
        Issued caller = token(Rules.NONE);
        assertHealth("UP");

        DISK.fail(Failure.FORCE);
        HttpResponse<String> first = call(caller, chat("simulator/echo"));
        HttpResponse<String> second = call(caller, chat("simulator/echo"));
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(second.statusCode()).isEqualTo(200);
        assertHealth("DEGRADED");
        assertThat(usage().at("/disk").asText()).contains("No space left on device");
        assertThat(journal.dropped()).isZero();
        assertThat(call(caller, chat("simulator/echo")).statusCode()).isEqualTo(200);
        assertThat(usage().at("/dropped").asLong()).isEqualTo(1);
        assertThat(metric("serai_usage_dropped_total")).isEqualTo(1);

        DISK.fail(Failure.NOTHING);
        assertThat(record(requestId(first))).containsEntry("status", 200);
        assertThat(record(requestId(second))).containsEntry("status", 200);
        JsonNode later = await(this::health, it -> !it.has("disk"));
        assertThat(later.has("disk")).isFalse();
        assertThat(later.path("status").asText())
                .as("what is lost is said for a while")
                .isEqualTo("DEGRADED");
    }

    private JsonNode health() {
        try {
            return usage();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void pricesWithMistakes_areToldByTheirPlace() throws Exception {
        write(", outptu: 3");
        assertThat(post("/manage/prices/reload", "").statusCode()).isEqualTo(422);
        assertThat(prices().path("status").asText()).isEqualTo("DEGRADED");
        assertThat(prices().at("/problems/0").asText())
                .contains("prices.yaml:4")
                .contains("outptu");

        write("");
        assertThat(post("/manage/prices/reload", "").statusCode()).isEqualTo(200);
        assertThat(prices().has("problems")).isFalse();
    }

    @Test
    void refusals_areCountedByTheirCode() throws Exception {
        String model = "serai_refused_total{code=\"model_not_found\"}";
        String key = "serai_refused_total{code=\"invalid_api_key\"}";
        double models = metric(model);
        double keys = metric(key);
        Issued caller = token(Rules.NONE);

        call(caller, chat("no-such-model"));
        call(caller, chat("simulator/echo"));
        call(caller, chat("simulator/error-500"));
        post(CHAT, chat("simulator/echo"), "Authorization", "Bearer sk-serai-none");

        assertThat(metric(model)).isEqualTo(models + 1);
        assertThat(metric(key)).isEqualTo(keys + 1);
        assertThat(get("/manage/metrics").body())
                .contains("# HELP serai_refused_total Requests", "# HELP serai_usage_waiting Records")
                .doesNotContain("code=\"server_error\"", "no-such-model");
    }
}
