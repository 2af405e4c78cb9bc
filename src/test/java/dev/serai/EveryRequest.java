package dev.serai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.GatewayTest;
import dev.serai.support.Leaks;
import dev.serai.support.Witness;
import dev.serai.wire.Json;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Requests of every kind, with keys of every kind, to a gateway that a witness listens to. */
final class EveryRequest {

    static final String ADMIN_KEY = "admin-key-canary";
    static final String CALLER_KEY = "caller-key-canary";
    static final String OWN_KEY = "own-provider-key-canary";
    static final String NEW_OWN_KEY = "new-own-provider-key-canary";
    private static final String[] ADMIN = {"Authorization", "Bearer " + ADMIN_KEY};
    private static final String MISTAKES = "{\"name\":7,\"color\":\"red\",\"rules\":{\"limits\":{\"rates\":\"many\"}}}";

    private static final String CONTENTS = "{\"contents\":[{\"parts\":[{\"text\":\"Hello\"}]}]}";

    /** A step whose address has a key in it, and does not work. */
    private static final String LEAK = """
        - route:
            id: model-leak
            group: models
            description: A mistake beside a key
            from:
              uri: direct:model-leak
              steps:
                - to: { id: leak, uri: "%s" }
        """;

    private final Witness witness;
    private final Path routes;
    private final Set<String> shownOnce;

    /**
     * Takes who listens.
     *
     * @param routes folder of the routes that serve
     * @param shownOnce gets the tokens that are made
     */
    EveryRequest(Witness witness, Path routes, Set<String> shownOnce) {
        this.witness = witness;
        this.routes = routes;
        this.shownOnce = shownOnce;
    }

    /** Sends them all. */
    void send() throws Exception {
        String project = make(
                        "projects", "{\"name\":\"team\",\"metadata\":{\"a\":\"b\"},\"rules\":{\"logContent\":true}}")
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
        reload();
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
        for (String model : new String[] {"gemini/refuse-401", "openai/refuse-500", "simulator/echo", "nobody"}) {
            witness.send("POST", "/v1beta/models/" + model + ":generateContent", CONTENTS, caller);
        }
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
                for (String path :
                        new String[] {"/v1/models", "/nowhere", "/v1/chat/completions", "/v1beta/x:predict"}) {
                    witness.send("GET", path + "?a=b&key=" + given, null);
                }
                witness.send("POST", "/v1beta/models/simulator/x:streamGenerateContent?alt=sse&key=" + given, CONTENTS);
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

    /** Route files that may not serve, with the environment's keys in what is said of them. */
    private void reload() throws Exception {
        Path file = routes.resolve("models/leak.camel.yaml");
        for (String uri : new String[] {
            "nowhere:{{env:OPENAI_API_KEY}}", "log:a?level={{env:OPENAI_API_KEY}}", "bean:{{env:OPENAI_API_KEY}}"
        }) {
            Files.writeString(file, LEAK.formatted(uri));
            assertThat(admin("POST", "routes/check", null).statusCode()).isEqualTo(422);
            assertThat(admin("POST", "routes/reload", null).statusCode()).isEqualTo(422);
            admin("GET", "routes", null);
            witness.send("GET", "/health", null);
        }
        Files.delete(file);
        assertThat(admin("POST", "routes/reload", null).statusCode()).isEqualTo(200);
    }
}
