package dev.serai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.store.Database;
import dev.serai.support.GatewayTest;
import dev.serai.support.Leaks;
import dev.serai.support.OwnGateway;
import dev.serai.support.Postgres;
import dev.serai.support.Witness;
import dev.serai.wire.Json;
import java.net.http.HttpResponse;
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

    private static final String ADMIN_KEY = "admin-key-canary";
    private static final String CALLER_KEY = "caller-key-canary";
    private static final String OWN_KEY = "own-provider-key-canary";
    private static final String NEW_OWN_KEY = "new-own-provider-key-canary";
    private static final String MASTER_KEY = "bWFzdGVyLWtleS1jYW5hcnktMDEyMzQ1Njc4OTAxMjM=";
    private static final String OLD_MASTER_KEY = "b2xkLW1hc3Rlci1rZXktY2FuYXJ5LTAxMjM0NTY3ODk=";
    private static final String[] ADMIN = {"Authorization", "Bearer " + ADMIN_KEY};
    private static final String MISTAKES = "{\"name\":7,\"color\":\"red\",\"rules\":{\"limits\":{\"rates\":\"many\"}}}";

    private final Set<String> secrets =
            new LinkedHashSet<>(List.of(ADMIN_KEY, CALLER_KEY, OWN_KEY, NEW_OWN_KEY, MASTER_KEY, OLD_MASTER_KEY));
    private final Set<String> shownOnce = new LinkedHashSet<>();

    @TempDir
    private Path data;

    private Witness witness;

    @AfterEach
    void logAsUsual() {
        LoggingSystem logs = LoggingSystem.get(getClass().getClassLoader());
        logs.setLogLevel("dev.serai", LogLevel.INFO);
        logs.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
    }

    private OwnGateway start(String database) throws Exception {
        Map<String, String> properties = new TreeMap<>(Map.of(
                "serai.data",
                data.toString(),
                "serai.admin-key",
                ADMIN_KEY,
                "serai.keys",
                CALLER_KEY,
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
        properties.put("serai.simulator.tokens-per-second", "0");
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
            shownOnce.add(Files.readString(data.resolve("admin-token")).strip());
            shownOnce.add(Files.readString(data.resolve("project-token")).strip());
            assertThat(output.toString().split("sk-serai-", -1))
                    .as("the one print of a first start")
                    .hasSize(3);
            manage();
            rows = Leaks.rows(gateway.bean(Database.class));
        }
        Files.delete(data.resolve("admin-token"));
        Files.delete(data.resolve("project-token"));
        String files = Leaks.files(data);
        assertThat(files).as("what is searched is there").contains("tok_", "/v1/chat/completions");
        assertThat(rows).contains("tok_", "project.update");
        assertThat(output).as("the log is there").contains("DEBUG", "INFO");
        for (String secret : secrets) {
            assertThat(witness.heard() + output + rows + files).doesNotContain(secret);
        }
        for (String token : shownOnce) {
            String tail = token.substring("sk-serai-".length() + 6);
            assertThat(witness.heard() + output).as("tokens are shown once").containsOnlyOnce(tail);
            assertThat(rows + files).doesNotContain(tail);
        }
    }

    private void manage() throws Exception {
        String project = make("projects", "{\"name\":\"team\",\"metadata\":{\"a\":\"b\"}}")
                .path("id")
                .asText();
        String[] caller = token("\"project\":\"" + project + "\"");
        String keys = "projects/" + project + "/provider-keys/";
        call(caller);
        for (String key : new String[] {OWN_KEY, NEW_OWN_KEY}) {
            for (String provider : GatewayTest.providerNames()) {
                assertThat(admin("PUT", keys + provider, "{\"key\":\"" + key + "\"}")
                                .statusCode())
                        .isEqualTo(204);
            }
            call(caller);
        }
        for (String body : new String[] {
            "{\"key\":" + OWN_KEY,
            "{\"key\":\"" + OWN_KEY + " \"}",
            "{\"key\":[\"" + OWN_KEY + "\"]}",
            "\"" + OWN_KEY + "\""
        }) {
            assertThat(admin("PUT", keys + "openai", body).statusCode()).isIn(400, 422);
        }
        admin("PUT", "projects/none/provider-keys/openai", "{\"key\":\"" + OWN_KEY + "\"}");
        admin("PUT", keys + "Open AI".replace(" ", "%20"), "{\"key\":\"" + OWN_KEY + "\"}");
        admin("PATCH", "projects/" + project, "{\"rules\":{\"models\":[\"openai/*\"]}}");
        admin("PATCH", "projects/" + project, MISTAKES);
        call(caller);
        admin("PATCH", "projects/" + project, "{\"rules\":null}");
        everyoneEverywhere(caller);
        rotate(project);
        look();
        admin("DELETE", keys + "openai", null);
        admin("DELETE", "projects/" + project, null);
        call(caller);
    }

    private HttpResponse<String> admin(String method, String path, String body) throws Exception {
        return witness.send(method, "/manage/" + path, body, ADMIN);
    }

    private JsonNode make(String what, String body) throws Exception {
        HttpResponse<String> made = admin("POST", what, body);
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        JsonNode json = Json.MAPPER.readTree(made.body());
        if (json.has("secret")) {
            shownOnce.add(json.path("secret").asText());
        }
        return json;
    }

    private String[] token(String members) throws Exception {
        return bearer(make("tokens", "{\"name\":\"a token\"," + members + "}")
                .path("secret")
                .asText());
    }

    private static String[] bearer(String secret) {
        return new String[] {"Authorization", "Bearer " + secret};
    }

    /** Calls of every kind, to every provider, that come to every end. */
    private void call(String[] caller) throws Exception {
        for (String provider : GatewayTest.providerNames()) {
            for (String ending : Leaks.ENDINGS) {
                for (String stream : new String[] {"", ",\"stream\":true"}) {
                    witness.send("POST", "/v1/chat/completions", Leaks.chat(provider + "/" + ending, stream), caller);
                }
            }
            witness.send("POST", "/v1/embeddings", Leaks.embedding(provider + "/refuse-401"), caller);
        }
        for (String path : new String[] {"/v1/completions", "/chat"}) {
            witness.send("POST", path, Leaks.prompt("openai", "refuse-400"), caller);
            witness.send("POST", path, "{\"model\":", caller);
        }
        witness.send("POST", "/v1/chat/completions", Leaks.chat("no-such-model", ""), caller);
        witness.send("POST", "/v1/chat/completions", Leaks.chat("simulator/echo", ",\"stream\":true"), caller);
        witness.send("GET", "/v1/models", null, caller);
    }

    /** Each key where it is right and where it is wrong, whole and damaged. */
    private void everyoneEverywhere(String[] caller) throws Exception {
        Set<String> keys = new LinkedHashSet<>(shownOnce);
        keys.addAll(List.of(ADMIN_KEY, CALLER_KEY, caller[1].substring("Bearer ".length())));
        for (String key : List.copyOf(keys)) {
            for (String given : new String[] {key, key + "x", key.substring(0, key.length() - 1)}) {
                for (String[] header : new String[][] {bearer(given), {"x-api-key", given}}) {
                    witness.send("GET", "/v1/models", null, header);
                    witness.send("POST", "/v1/chat/completions", Leaks.chat("simulator/echo", ""), header);
                    witness.send("GET", "/manage/projects", null, header);
                    witness.send("GET", "/nowhere", null, header);
                }
            }
        }
    }

    private void rotate(String project) throws Exception {
        for (String whose : new String[] {"\"project\":\"" + project + "\"", "\"role\":\"OPERATOR\""}) {
            String id = make("tokens", "{\"name\":\"rotates\"," + whose + "}")
                    .at("/token/id")
                    .asText();
            make("tokens/" + id + "/rotate", "{\"overlap\":\"PT1H\"}");
            admin("POST", "tokens/" + id + "/rotate", "{\"overlap\":\"soon\"}");
            admin("PATCH", "tokens/" + id, "{\"active\":false}");
            admin("PATCH", "tokens/" + id, MISTAKES);
            admin("POST", "tokens/" + id + "/revoke", null);
            admin("POST", "tokens/" + id + "/rotate", null);
            admin("DELETE", "tokens/" + id, null);
        }
        admin("POST", "tokens", MISTAKES);
    }

    private void look() throws Exception {
        for (String path : new String[] {
            "projects",
            "tokens",
            "audit?limit=500",
            "usage",
            "usage/records",
            "usage/records?format=csv",
            "prices",
            "routes",
            "metrics",
            "openapi.yaml",
            "nowhere",
            "usage?group_by=nothing"
        }) {
            admin("GET", path, null);
        }
        for (String path : new String[] {"routes/reload", "routes/check", "routes/rollback", "prices/reload"}) {
            admin("POST", path, null);
        }
        for (String path : new String[] {"/health", "/health/ready", "/health/live", "/manage/projects"}) {
            witness.send("GET", path, null);
        }
    }
}
