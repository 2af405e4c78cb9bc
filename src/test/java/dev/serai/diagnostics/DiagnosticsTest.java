package dev.serai.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.Canary;
import dev.serai.wire.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What administrators get to send with a report of trouble, and who gets nothing. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DiagnosticsTest extends CanaryGatewayTest {

    private static JsonNode json(String file) throws Exception {
        return Json.MAPPER.readTree(files.get(file));
    }

    @Test
    @Order(1)
    void administrator_getsAnArchive() {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).contains("application/zip");
        assertThat(answer.headers().firstValue("content-disposition").orElse(""))
                .matches("attachment; filename=\"serai-diagnostics-\\d{8}-\\d{6}\\.zip\"");
        assertThat(files)
                .containsOnlyKeys(
                        "README.txt",
                        "health.json",
                        "generations.json",
                        "breakers.json",
                        "journal.json",
                        "database.json",
                        "memory.json",
                        "versions.json",
                        "settings.json",
                        "jvm.json",
                        "metrics.txt",
                        "log.txt",
                        "failed-requests.txt",
                        "threads.txt",
                        "virtual-threads.txt",
                        "histogram.txt");
        assertThat(answer.body()).hasSizeLessThan(4 << 20);
    }

    @Test
    @Order(2)
    void noFile_hasASecret() {
        SECRETS.forEach((name, secret) -> files.forEach((file, text) -> Canary.assertAbsent(file, name, secret, text)));
    }

    @Test
    @Order(3)
    void everyFile_saysWhatItIsFor() throws Exception {
        for (String file : files.keySet()) {
            assertThat(files.get("README.txt")).contains(file);
            if (file.endsWith(".json")) {
                assertThat(json(file).path("failed").asText()).as(file).isEmpty();
            }
            assertThat(files.get(file)).as(file).isNotBlank().doesNotContain("could not be had");
        }
        assertThat(json("versions.json").path("springBoot").asText()).startsWith("3.");
        assertThat(json("versions.json").path("camel").asText()).startsWith("4.");
        assertThat(json("versions.json").path("jars").toString()).contains("camel-core", "caffeine-");
        assertThat(json("settings.json").at("/serai.watch-interval/value").asText())
                .isEqualTo("500ms");
        assertThat(json("settings.json").at("/serai.limits.redis-url/value").asText())
                .isEqualTo("redis://127.0.0.1:1");
        assertThat(json("settings.json").at("/OPENAI_API_KEY/value").asText()).isEqualTo(Settings.HIDDEN);
        assertThat(json("jvm.json").path("flags").isArray()).isTrue();
        assertThat(json("jvm.json").path("collectors")).isNotEmpty();
        assertThat(json("health.json").at("/checks/redis/status").asText()).isEqualTo("DEGRADED");
        assertThat(json("generations.json").at("/generations/0/digest").asText())
                .isNotBlank();
        assertThat(json("generations.json").path("routes")).isNotEmpty();
        assertThat(json("breakers.json").toString()).contains("openai");
        assertThat(json("journal.json").path("last").asLong()).isPositive();
        assertThat(json("database.json").path("schema").asText()).matches("\\d.*");
        assertThat(files.get("metrics.txt")).contains("# HELP jvm_memory_used_bytes", "serai_breaker_open");
        assertThat(files.get("failed-requests.txt")).contains("provider_authentication_failed");
        assertThat(files.get("log.txt")).contains("Redis cannot be asked for limits");
        assertThat(files.get("threads.txt")).contains("No deadlock", "usage-writer", "    at ");
        assertThat(files.get("histogram.txt")).contains("threads stood still", "java.lang.String");
    }

    @Test
    @Order(3)
    void redisThatIsAway_isDegradedAndProbesStayUp() throws Exception {
        HttpResponse<String> health = gateway.get("/health", bearer(SECRETS.get("admin key")));

        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(Json.MAPPER.readTree(health.body()).path("status").asText()).isEqualTo("DEGRADED");
        assertThat(gateway.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(gateway.get("/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    @Order(4)
    void memory_saysWhoHoldsWhat() throws Exception {
        List<String> names = new ArrayList<>();
        json("memory.json")
                .path("held")
                .forEach(held -> names.add(held.path("name").asText()));

        assertThat(names)
                .doesNotHaveDuplicates()
                .contains(
                        "requests",
                        "calls",
                        "streams",
                        "tokens",
                        "projects",
                        "targets",
                        "targets-unlisted",
                        "breakers",
                        "admissions",
                        "buckets",
                        "budget-accounts",
                        "journal-queue",
                        "provider-connections",
                        "watched",
                        "bodies",
                        "events",
                        "secrets",
                        "uploads",
                        "cache-tiers",
                        "threads");
        assertThat(files.get("metrics.txt")).contains("serai_held_entries{what=\"tokens\"");
    }

    @Test
    @Order(5)
    void strangersAndLesserRoles_getNothing() throws Exception {
        assertThat(ask("").statusCode()).isEqualTo(401);
        assertThat(ask("", bearer("sk-serai-nobody")).statusCode()).isEqualTo(401);
        assertThat(ask("", bearer(SECRETS.get("token"))).statusCode()).isEqualTo(401);
        for (String role : new String[] {"VIEWER", "OPERATOR"}) {
            String made = gateway.send(
                            "POST",
                            "/manage/tokens",
                            "{\"name\":\"a\",\"role\":\"" + role + "\"}",
                            bearer(SECRETS.get("admin key")))
                    .body();
            String token = Json.MAPPER.readTree(made).path("secret").asText();
            assertThat(ask("", bearer(token)).statusCode()).as(role).isEqualTo(403);
        }
    }

    @Test
    @Order(6)
    void reading_isInTheAudit() throws Exception {
        JsonNode entries = Json.MAPPER
                .readTree(gateway.get("/manage/audit?subject=diagnostics", bearer(SECRETS.get("admin key")))
                        .body())
                .path("data");

        assertThat(entries).isNotEmpty();
        assertThat(entries.get(0).path("action").asText()).isEqualTo("diagnostics.read");
        assertThat(entries.get(0).path("actor").asText()).isEqualTo("admin-key");
    }

    @Test
    @Order(7)
    void strangeQuery_isRefused() throws Exception {
        HttpResponse<byte[]> refused = ask("?histogram=most", bearer(SECRETS.get("admin key")));

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(new String(refused.body(), StandardCharsets.UTF_8)).contains("live, all, none");
    }

    @Test
    @Order(8)
    void several_areMadeOneAtATime() throws Exception {
        ExecutorService crowd = Executors.newFixedThreadPool(6);
        try {
            Callable<HttpResponse<byte[]>> one = () -> ask("?histogram=none", bearer(SECRETS.get("admin key")));
            List<Integer> statuses = new ArrayList<>();
            for (Future<HttpResponse<byte[]>> asked : crowd.invokeAll(List.of(one, one, one, one, one, one))) {
                statuses.add(asked.get().statusCode());
                if (asked.get().statusCode() == 429) {
                    assertThat(asked.get().headers().firstValue("retry-after")).contains("5");
                    assertThat(new String(asked.get().body(), StandardCharsets.UTF_8))
                            .contains("diagnostics_busy");
                }
            }
            assertThat(statuses).contains(429).allMatch(it -> it == 200 || it == 429);
            assertThat(statuses.stream().filter(it -> it == 200).count()).isLessThanOrEqualTo(1);
        } finally {
            crowd.shutdownNow();
        }
    }
}
