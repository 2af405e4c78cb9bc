package dev.serai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.support.Canary;
import dev.serai.support.GatewayTest;
import dev.serai.support.Leaks;
import dev.serai.support.OwnGateway;
import dev.serai.support.Postgres;
import dev.serai.support.Witness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A run at the most talkative level of every library: no secret is in the log, in an answer, or in JMX. */
@ExtendWith(OutputCaptureExtension.class)
class TraceTest {

    private static final String MASTER_KEY = "bWFzdGVyLWtleS1jYW5hcnktMDEyMzQ1Njc4OTAxMjM=";
    private static final String JWT = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJjYW5hcnkifQ.c2lnbmF0dXJlLWNhbmFyeS1oZXJl";

    private static final Set<String> PROVIDERS = Set.of("openai", "anthropic", "gemini", "mistral");

    private final Map<String, String> secrets = new LinkedHashMap<>(Map.of(
            "admin", "admin-key-canary-94f1",
            "static", "static+key/canary=94f2",
            "own", "own-provider-key-canary-94f3",
            "stranger", "strangers-key-canary-94f4",
            "master", MASTER_KEY,
            "redis", "redis-password-canary-94f5",
            "jwt", JWT,
            "cookie", "session-canary-94f6"));

    private final Set<String> tokens = new LinkedHashSet<>();

    @TempDir
    private Path data;

    private Witness witness;

    @AfterEach
    void logAsUsual() {
        LoggingSystem logs = LoggingSystem.get(getClass().getClassLoader());
        for (String logger : new String[] {
            "org.apache.hc.client5.http.headers",
            "org.apache.hc.client5.http.wire",
            "org.apache.coyote",
            "org.apache.tomcat",
            "io.lettuce",
            "io.netty",
            "org.postgresql",
            "dev.serai"
        }) {
            logs.setLogLevel(logger, LogLevel.INFO);
        }
        logs.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
    }

    private OwnGateway start(String database, String wire) {
        Map<String, String> properties = new TreeMap<>(Map.of(
                "serai.data",
                data.toString(),
                "serai.admin-key",
                secrets.get("admin"),
                "serai.keys",
                secrets.get("static"),
                "serai.master-keys",
                MASTER_KEY + ",",
                "serai.db.url",
                database,
                "serai.limits.redis-url",
                "redis://user:" + secrets.get("redis") + "@127.0.0.1:1",
                "SERAI_RETRIES",
                "0",
                "SERAI_WIRE_LOG_LEVEL",
                wire,
                "logging.level.root",
                "TRACE",
                "logging.level.dev.serai",
                "TRACE"));
        properties.put("serai.simulator.tokens-per-second", "0");
        for (String provider : PROVIDERS) {
            String prefix = GatewayTest.environmentPrefix(provider);
            properties.put(prefix + "_BASE_URL", GatewayTest.UPSTREAM.url() + "/" + provider);
            properties.put(prefix + "_API_KEY", "key-of-" + prefix + "-canary/94f7");
            secrets.put(provider, "key-of-" + prefix + "-canary/94f7");
        }
        if (!database.isEmpty()) {
            properties.put("serai.db.user", "serai");
            properties.put("serai.db.password", Postgres.PASSWORD);
            secrets.put("database", Postgres.PASSWORD);
        }
        return OwnGateway.start(properties);
    }

    private static String[] bearer(String token) {
        return new String[] {"Authorization", "Bearer " + token, "Cookie", "a=session-canary-94f6"};
    }

    private void send(OwnGateway gateway) throws Exception {
        witness = new Witness(gateway);
        String[] admin = bearer(secrets.get("admin"));
        String[] caller = bearer(secrets.get("static"));
        String made = witness.send(
                        "POST",
                        "/manage/projects",
                        "{\"name\":\"team\",\"rules\":{\"limits\":{\"concurrent\":9}}}",
                        admin)
                .body();
        String project = made.replaceAll(".*?\"id\":\"([^\"]+)\".*", "$1");
        String token = gateway.send("POST", "/manage/tokens", "{\"name\":\"a\",\"project\":\"" + project + "\"}", admin)
                .body()
                .replaceAll(".*\"secret\":\"([^\"]+)\".*", "$1");
        tokens.add(token);
        for (String provider : PROVIDERS) {
            for (String ending : Leaks.ENDINGS) {
                for (String stream : new String[] {"", ",\"stream\":true"}) {
                    String body = Leaks.chat(provider + "/" + ending, stream);
                    witness.send("POST", "/v1/chat/completions", body, caller);
                }
            }
        }
        witness.send(
                "PUT",
                "/manage/projects/" + project + "/provider-keys/openai",
                "{\"key\":\"" + secrets.get("own") + "\"}",
                admin);
        for (String ending : Leaks.ENDINGS) {
            witness.send("POST", "/v1/chat/completions", Leaks.chat("openai/" + ending, ""), bearer(token));
        }
        for (String key : new String[] {secrets.get("stranger"), JWT, token + "x"}) {
            for (String[] header : new String[][] {bearer(key), {"x-api-key", key}, {"Authorization", key}}) {
                witness.send("POST", "/v1/chat/completions", Leaks.chat("simulator/echo", ""), header);
                witness.send("GET", "/manage/projects", null, header);
            }
        }
        for (String path : new String[] {
            "projects",
            "tokens",
            "audit",
            "usage",
            "usage/records",
            "usage/records?format=csv",
            "prices",
            "routes",
            "providers",
            "metrics",
            "openapi.yaml",
            "nowhere"
        }) {
            witness.send("GET", "/manage/" + path, null, admin);
        }
        witness.send("POST", "/manage/routes/reload", null, admin);
        witness.send("POST", "/manage/routes/check", null, admin);
        for (String path : new String[] {"/health", "/health/ready", "/v1/models"}) {
            witness.send("GET", path, null, caller);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INFO", "TRACE"})
    void secrets_areNowhere(String wire, CapturedOutput output) throws Exception {
        GatewayTest.UPSTREAM.answer(Leaks::repeating);
        String attributes;
        try (OwnGateway gateway = start("", wire)) {
            tokens.add(Files.readString(data.resolve("admin-token")).strip());
            tokens.add(Files.readString(data.resolve("project-token")).strip());
            send(gateway);
            attributes = Leaks.attributes();
        }
        assertNone(output, attributes);
        assertThat(output).contains("TRACE", "DEBUG", "[secret]");
    }

    @Test
    void secretsOfPostgres_areNowhere(CapturedOutput output) throws Exception {
        GatewayTest.UPSTREAM.answer(Leaks::repeating);
        String attributes;
        try (OwnGateway gateway = start(Postgres.freshDatabase(), "TRACE")) {
            witness = new Witness(gateway);
            witness.send("GET", "/manage/projects", null, bearer(secrets.get("admin")));
            attributes = Leaks.attributes();
        }
        assertNone(output, attributes);
    }

    private void assertNone(CapturedOutput output, String attributes) {
        Map<String, String> places =
                Map.of("the log", output.toString(), "answers", witness.heard(), "JMX", attributes);
        places.forEach((place, text) -> {
            secrets.forEach((name, secret) -> Canary.assertAbsent(place, name, secret, text));
            tokens.forEach(
                    token -> Canary.assertAbsent(place, "a token", token.substring("sk-serai-".length() + 8), text));
        });
    }
}
