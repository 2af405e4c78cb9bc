package dev.serai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.store.Database;
import dev.serai.support.FakeCollector;
import dev.serai.support.GatewayTest;
import dev.serai.support.Leaks;
import dev.serai.support.OwnGateway;
import dev.serai.support.Postgres;
import dev.serai.support.RoutesCopy;
import dev.serai.support.Witness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** One whole run of a gateway that is full of secrets: none is in any answer, in the log, or at rest. */
@ExtendWith(OutputCaptureExtension.class)
class SecretsTest {

    private static final String MASTER_KEY = "bWFzdGVyLWtleS1jYW5hcnktMDEyMzQ1Njc4OTAxMjM=";
    private static final String COLLECTOR_KEY = "collector-key-canary";
    private static final String OLD_MASTER_KEY = "b2xkLW1hc3Rlci1rZXktY2FuYXJ5LTAxMjM0NTY3ODk=";

    private final Set<String> secrets = new LinkedHashSet<>(List.of(
            EveryRequest.ADMIN_KEY,
            EveryRequest.CALLER_KEY,
            EveryRequest.OWN_KEY,
            EveryRequest.NEW_OWN_KEY,
            MASTER_KEY,
            OLD_MASTER_KEY));
    private final Set<String> shownOnce = new LinkedHashSet<>();
    private final Set<String> written = new LinkedHashSet<>();

    private final FakeCollector collector = new FakeCollector();

    @TempDir
    private Path data;

    private Path routes;
    private Witness witness;

    @AfterEach
    void logAsUsual() {
        collector.close();
        LoggingSystem logs = LoggingSystem.get(getClass().getClassLoader());
        logs.setLogLevel("dev.serai", LogLevel.INFO);
        logs.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
    }

    private OwnGateway start(String database) throws Exception {
        Map<String, String> properties = new TreeMap<>(Map.of(
                "serai.data",
                data.toString(),
                "serai.admin-key",
                EveryRequest.ADMIN_KEY,
                "serai.keys",
                EveryRequest.CALLER_KEY,
                "serai.master-keys",
                MASTER_KEY + "," + OLD_MASTER_KEY,
                "serai.db.url",
                database,
                "serai.db.user",
                "serai",
                "serai.db.password",
                Postgres.PASSWORD,
                "serai.breaker.window",
                "1000",
                "logging.level.root",
                "INFO",
                "logging.level.dev.serai",
                "DEBUG"));
        properties.put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url());
        properties.put("OTEL_EXPORTER_OTLP_HEADERS", "x-collector=" + COLLECTOR_KEY);
        properties.put("OTEL_BSP_SCHEDULE_DELAY", "50");
        properties.put("serai.traces-content", "true");
        secrets.add(COLLECTOR_KEY);
        properties.put("serai.simulator.tokens-per-second", "0");
        properties.put("SERAI_RETRIES", "0"); // what is tried again says the same
        routes = RoutesCopy.edited(file -> file);
        properties.put("serai.routes", routes.toString());
        secrets.add(Postgres.PASSWORD);
        for (String provider : GatewayTest.providerNames()) {
            String prefix = GatewayTest.environmentPrefix(provider);
            properties.put(prefix + "_BASE_URL", GatewayTest.UPSTREAM.url() + "/" + provider);
            properties.put(prefix + "_API_KEY", "key-of-the-environment-canary-" + prefix);
            secrets.add("key-of-the-environment-canary-" + prefix);
        }
        return OwnGateway.start(properties);
    }

    @ParameterizedTest
    @ValueSource(strings = {"H2", "PostgreSQL"})
    void secrets_areNowhere(String database, CapturedOutput output) throws Exception {
        GatewayTest.UPSTREAM.answer(Leaks::answer);
        String rows;
        try (OwnGateway gateway = start(database.equals("H2") ? "" : Postgres.freshDatabase())) {
            witness = new Witness(gateway);
            written.add(Files.readString(data.resolve("admin-token")).strip());
            written.add(Files.readString(data.resolve("project-token")).strip());
            shownOnce.addAll(written);
            assertThat(output).doesNotContain("sk-serai-");
            new EveryRequest(witness, routes, shownOnce).send();
            rows = Leaks.rows(gateway.bean(Database.class));
        }
        String spans = collector.text();
        assertThat(spans)
                .as("what happened was told")
                .contains("chat ", "provider_authentication_failed", "[key]", "gen_ai.input.messages");
        Files.delete(data.resolve("admin-token"));
        Files.delete(data.resolve("project-token"));
        String files = Leaks.files(data);
        assertThat(files).as("what is searched is there").contains("tok_", "/v1/chat/completions");
        assertThat(rows).contains("tok_", "project.update");
        assertThat(output).as("the log is there").contains("DEBUG", "INFO");
        assertThat(witness.heard())
                .as("what could tell was said")
                .contains("[key]", "provider_authentication_failed", "invalid_api_key", "invalid_admin_key");
        assertThat(Leaks.sent())
                .as("the keys were used")
                .contains(EveryRequest.OWN_KEY, EveryRequest.NEW_OWN_KEY, "key-of-the-environment-canary-OPENAI");
        for (String secret : secrets) {
            assertThat(witness.heard() + output + rows + files + spans).doesNotContain(secret);
        }
        for (String token : shownOnce) {
            String tail = token.substring("sk-serai-".length() + 6);
            int times = written.contains(token) ? 0 : 1;
            assertThat(witness.heard().split(tail, -1))
                    .as("tokens are shown once")
                    .hasSize(times + 1);
            assertThat(output + rows + files + spans).doesNotContain(tail);
        }
    }
}
