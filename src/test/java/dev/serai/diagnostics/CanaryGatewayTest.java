package dev.serai.diagnostics;

import static org.awaitility.Awaitility.await;

import dev.serai.journal.Journal;
import dev.serai.support.GatewayTest;
import dev.serai.support.Leaks;
import dev.serai.support.OwnGateway;
import dev.serai.wire.Json;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A gateway with a secret wherever one can be set, after traffic in which each was shown. */
abstract class CanaryGatewayTest {

    private static final String JWT = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJjYW5hcnkifQ.ZGlhZ25vc3RpY3MtY2FuYXJ5";
    static final Map<String, String> SECRETS = new LinkedHashMap<>(Map.of(
            "admin key", "admin-key-canary-d1",
            "static key", "static+key/canary=d2",
            "provider key", "provider-key-canary-d3",
            "own key", "own-provider-key-canary-d4",
            "redis", "redis-password-canary-d5",
            "data source", "source-password-canary-d6",
            "master key", "bWFzdGVyLWtleS1jYW5hcnktZDc4OTAxMjM0NTY3ODk=",
            "headers", "collector-header-canary-d8",
            "unknown setting", "unknown-setting-canary-d9",
            "jwt", JWT));

    @TempDir
    private static Path data;

    static OwnGateway gateway;
    static Map<String, String> files;
    static HttpResponse<byte[]> answer;

    @BeforeAll
    static void start() throws Exception {
        GatewayTest.UPSTREAM.answer(Leaks::repeating);
        Map<String, String> properties = new TreeMap<>();
        properties.put("serai.data", data.toString());
        properties.put("serai.admin-key", SECRETS.get("admin key"));
        properties.put("serai.keys", SECRETS.get("static key"));
        properties.put("serai.master-keys", SECRETS.get("master key"));
        properties.put("serai.limits.redis-url", "redis://user:" + SECRETS.get("redis") + "@127.0.0.1:1");
        properties.put(
                "serai.datasources.tenants.url",
                "postgresql://tenant:" + SECRETS.get("data source") + "@127.0.0.1:1/tenants");
        properties.put("serai.caches.tiers.maximum-entries", "100");
        properties.put("OPENAI_BASE_URL", GatewayTest.UPSTREAM.url() + "/openai");
        properties.put("OPENAI_API_KEY", SECRETS.get("provider key"));
        properties.put("OTEL_EXPORTER_OTLP_HEADERS", "x-collector=" + SECRETS.get("headers"));
        properties.put("spring.unknown.setting", SECRETS.get("unknown setting"));
        properties.put("SERAI_RETRIES", "0");
        properties.put("management.prometheus.metrics.export.enabled", "true");
        gateway = OwnGateway.start(properties);
        SECRETS.put(
                "first admin token",
                Files.readString(data.resolve("admin-token")).strip());
        SECRETS.put(
                "first project token",
                Files.readString(data.resolve("project-token")).strip());
        traffic();
        await().until(() -> gateway.bean(Journal.class).last() > 0); // it is written behind
        answer = ask("?histogram=live", bearer(SECRETS.get("admin key")));
        files = answer.statusCode() == 200 ? BundleTest.files(answer.body()) : Map.of();
    }

    @AfterAll
    static void stop() {
        if (gateway != null) {
            gateway.close();
        }
    }

    static String[] bearer(String token) {
        return new String[] {"Authorization", "Bearer " + token};
    }

    static HttpResponse<byte[]> ask(String query, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + gateway.port() + "/manage/diagnostics" + query));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return GatewayTest.CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static void traffic() throws Exception {
        String[] admin = bearer(SECRETS.get("admin key"));
        String project = Json.MAPPER
                .readTree(gateway.send("POST", "/manage/projects", "{\"name\":\"team\"}", admin)
                        .body())
                .path("id")
                .asText();
        String key = "{\"key\":\"" + SECRETS.get("own key") + "\"}";
        gateway.send("PUT", "/manage/projects/" + project + "/provider-keys/openai", key, admin);
        String token = Json.MAPPER
                .readTree(gateway.send(
                                "POST", "/manage/tokens", "{\"name\":\"a\",\"project\":\"" + project + "\"}", admin)
                        .body())
                .path("secret")
                .asText();
        SECRETS.put("token", token);
        for (String caller : new String[] {SECRETS.get("static key"), token, JWT, "strangers-" + token}) {
            for (String ending : Leaks.ENDINGS) {
                gateway.send("POST", "/v1/chat/completions", Leaks.chat("openai/" + ending, ""), bearer(caller));
            }
        }
    }
}
