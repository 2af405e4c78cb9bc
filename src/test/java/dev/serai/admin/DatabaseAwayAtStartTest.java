package dev.serai.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.store.Database;
import dev.serai.support.Cable;
import dev.serai.support.OwnGateway;
import dev.serai.support.Postgres;
import dev.serai.wire.Json;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A gateway that starts while its database is away. */
@ExtendWith(OutputCaptureExtension.class)
class DatabaseAwayAtStartTest {

    private static final String[] ADMIN = {"Authorization", "Bearer admin-canary"};
    private static final String CHAT =
            "{\"model\":\"simulator/echo\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

    private final Cable cable = new Cable(Postgres.port());
    private final String url = Postgres.url(cable.port(), Postgres.newDatabase());

    @TempDir
    private Path data;

    @AfterEach
    void unplug() {
        cable.close();
    }

    private OwnGateway start() {
        return OwnGateway.start(
                Map.of("serai.data", data.toString(), "serai.db.url", url, "serai.admin-key", "admin-canary"));
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(50));
    }

    private static JsonNode json(HttpResponse<String> response) throws Exception {
        return Json.MAPPER.readTree(response.body());
    }

    private static JsonNode make(OwnGateway gateway, String what, String body) throws Exception {
        HttpResponse<String> made = gateway.send("POST", "/manage/" + what, body, ADMIN);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        return json(made);
    }

    private static String aToken(OwnGateway gateway) throws Exception {
        String project =
                make(gateway, "projects", "{\"name\":\"team\"}").path("id").asText();
        return make(gateway, "tokens", "{\"name\":\"ci\",\"project\":\"" + project + "\"}")
                .path("secret")
                .asText();
    }

    private static String status(OwnGateway gateway, String path) throws Exception {
        return json(gateway.get(path)).path("status").asText();
    }

    @Test
    void start_servesTheSnapshotUntilTheDatabaseIsBack(CapturedOutput output) throws Exception {
        String token;
        try (OwnGateway earlier = start()) {
            token = aToken(earlier);
        }
        cable.cut();
        try (OwnGateway gateway = start()) {
            HttpResponse<String> served =
                    gateway.send("POST", "/v1/chat/completions", CHAT, "Authorization", "Bearer " + token);
            assertThat(served.statusCode()).as(served.body()).isEqualTo(200);
            assertThat(gateway.get("/manage/projects", ADMIN).statusCode()).isEqualTo(503);
            assertThat(status(gateway, "/health")).isEqualTo("DEGRADED");
            assertThat(status(gateway, "/health/ready")).isEqualTo("UP");
            await().until(() ->
                    json(gateway.get("/health")).at("/checks/journal/waiting").asLong() == 1);

            cable.mend();
            await().until(() -> status(gateway, "/health").equals("UP")
                    && json(gateway.get("/health"))
                                    .at("/checks/journal/waiting")
                                    .asLong()
                            == 0);
            assertThat(gateway.bean(Database.class)
                            .sql()
                            .sql("select request_id from usage_record")
                            .query(String.class)
                            .list())
                    .containsExactly(served.headers().firstValue("x-request-id").orElseThrow());
        }
        assertThat(output).doesNotContain(Postgres.PASSWORD).doesNotContain("admin-canary");
    }

    @Test
    void start_withoutASnapshot_failsAndSaysWhatToDo(CapturedOutput output) {
        cable.cut();

        assertThatThrownBy(() -> start().close())
                .rootCause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("The database at jdbc:postgresql://127.0.0.1:" + cable.port())
                .hasMessageContaining("no snapshot of an earlier start")
                .hasMessageContaining("SERAI_DB_URL");
        assertThat(output).contains("no snapshot of an earlier start").doesNotContain(Postgres.PASSWORD);
    }
}
