package dev.serai.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.store.Database;
import dev.serai.support.Cable;
import dev.serai.support.Postgres;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

/** A whole gateway whose database goes away while it serves, and comes back. */
@TestPropertySource(properties = "management.endpoint.health.show-details=always")
@DirtiesContext
class DatabaseCutTest extends ManageTest {

    private static final Cable CABLE = new Cable(Postgres.port());

    @Autowired
    private Database database;

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry properties) {
        String url = Postgres.url(CABLE.port(), Postgres.newDatabase());
        properties.add("serai.db.url", () -> url);
    }

    @AfterAll
    static void unplug() {
        CABLE.close();
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
    }

    private String status(String component) throws Exception {
        JsonNode health = json(get("/health"));
        return (component.isEmpty() ? health : health.at("/checks/" + component))
                .path("status")
                .asText();
    }

    private long records(String requestId) {
        return database.sql()
                .sql("select count(*) from usage_record where request_id = :id")
                .param("id", requestId)
                .query(Long.class)
                .single();
    }

    @Test
    void cut_letsKnownTokensWorkAndUsageWait() throws Exception {
        String project = project();
        JsonNode caller = tokenOf(project);
        assertThat(call(caller).statusCode()).isEqualTo(200);
        await().until(() -> status("").equals("UP"));

        CABLE.cut();
        HttpResponse<String> served = call(caller);
        assertThat(served.statusCode()).isEqualTo(200);
        assertProblem(read("projects"), 503, "database_unavailable");
        assertProblem(send("PATCH", "projects/" + project, "{\"active\":false}"), 503, "database_unavailable");
        await().until(() ->
                status("database").equals("DEGRADED") && status("journal").equals("DEGRADED"));
        assertTellsOfTheOutage();
        assertThat(call(caller).statusCode()).isEqualTo(200);

        CABLE.mend();
        await().until(() -> status("").equals("UP"));
        await().until(() -> json(get("/health")).at("/checks/journal/waiting").asLong() == 0);
        assertThat(records(header(served, "x-request-id"))).isEqualTo(1);
        assertThat(json(read("projects/" + project)).path("active").asBoolean())
                .as("what was refused was not done")
                .isTrue();
    }

    private void assertTellsOfTheOutage() throws Exception {
        HttpResponse<String> health = get("/health");
        JsonNode checks = json(health).path("checks");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(json(health).path("status").asText()).isEqualTo("DEGRADED");
        assertThat(checks.at("/database/address").asText()).contains("127.0.0.1:" + CABLE.port());
        assertThat(Stream.of("/database/trouble", "/journal/database")
                        .map(detail -> checks.at(detail).asText()))
                .allSatisfy(trouble -> assertThat(trouble).isNotBlank().doesNotContain("select ", "java."));
        assertThat(checks.at("/journal/waiting").asLong()).isPositive();
        assertThat(health.body()).doesNotContain(Postgres.PASSWORD);
        HttpResponse<String> ready = get("/health/ready");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(json(ready).path("status").asText()).isEqualTo("UP");
    }
}
