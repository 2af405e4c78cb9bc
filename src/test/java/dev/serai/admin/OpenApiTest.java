package dev.serai.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.serai.store.Database;
import dev.serai.wire.Json;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** The document says what is served, and what is served is as the document says. */
@TestPropertySource(
        properties = {
            "management.prometheus.metrics.export.enabled=true", // which tests are without
            "serai.master-keys=MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="
        })
class OpenApiTest extends ManageTest {

    @Autowired
    private Collection<RequestMappingInfoHandlerMapping> mappings;

    @Autowired
    private Database database;

    private final Set<String> seen = new TreeSet<>();
    private JsonNode document;

    @BeforeEach
    void load() throws Exception {
        try (InputStream in = getClass().getResourceAsStream("/openapi.yaml")) {
            document = Json.MAPPER.valueToTree(new Load(LoadSettings.builder().build()).loadFromInputStream(in));
        }
    }

    private Set<String> documented() {
        Set<String> operations = new TreeSet<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .fieldNames()
                        .forEachRemaining(
                                method -> operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
        return operations;
    }

    @Test
    void document_hasEveryMappingAndNoOther() {
        Set<String> served = new TreeSet<>();
        for (RequestMappingInfoHandlerMapping mapping : mappings) {
            for (RequestMappingInfo info : mapping.getHandlerMethods().keySet()) {
                for (String path : info.getPatternValues()) {
                    for (RequestMethod method : info.getMethodsCondition().getMethods()) {
                        served.add(method + " " + path);
                    }
                }
            }
        }
        served.removeIf(operation -> !operation.contains(" /manage"));
        assertThat(documented()).isEqualTo(served);
    }

    @Test
    void answers_fitTheDocument() throws Exception {
        String project = json(ok("POST /manage/projects", "{\"name\":\"" + name() + "\",\"rules\":" + RULES + "}"))
                .path("id")
                .asText();
        ok("GET /manage/projects", null);
        ok("GET /manage/projects/{id}", null, project);
        ok("PATCH /manage/projects/{id}", "{\"metadata\":{\"a\":\"b\"}}", project);
        ok("PUT /manage/projects/{id}/provider-keys/{provider}", "{\"key\":\"k\"}", project, "openai");
        ok("DELETE /manage/projects/{id}/provider-keys/{provider}", null, project, "openai");
        String members = "\"expiresAt\":\"2999-01-01T00:00:00Z\",\"labels\":{\"a\":\"b\"},\"rules\":" + RULES;
        String made = "{\"name\":\"a\",\"project\":\"" + project + "\"," + members + "}";
        String token = id(json(ok("POST /manage/tokens", made)));
        ok("POST /manage/tokens", "{\"name\":\"a\",\"role\":\"VIEWER\"}");
        ok("GET /manage/tokens", null);
        ok("GET /manage/tokens/{id}", null, token);
        ok("PATCH /manage/tokens/{id}", "{\"active\":false}", token);
        ok("POST /manage/tokens/{id}/rotate", "{\"overlap\":\"PT1H\"}", token);
        ok("POST /manage/tokens/{id}/revoke", null, token);
        ok("DELETE /manage/tokens/{id}", null, token);
        ok("DELETE /manage/projects/{id}", null, project);
        SomeUsage.insert(database);
        assertThat(json(ok("GET /manage/usage", null)).path("data")).isNotEmpty();
        assertThat(json(ok("GET /manage/usage/records", null)).path("data")).isNotEmpty();
        JsonNode logged = json(ok("GET /manage/requests", null)).path("data");
        ok("GET /manage/requests/{id}", null, logged.at("/0/id").asText());
        fits(read("requests/live?seconds=1"), "GET /manage/requests/live");
        ok("POST /manage/usage/set-aside/retry", null);
        ok("POST /manage/prices/reload", null);
        ok("PUT /manage/providers/{name}/breaker", "{\"state\":\"auto\"}", "openai");
        ok("GET /manage/alerts/{id}", null, "memory");
        ok("PUT /manage/alerts/{id}/silence", "{\"length\":\"PT1H\",\"labels\":{\"a\":\"b\"}}", "memory");
        ok("DELETE /manage/alerts/{id}/silence", null, "memory");
        ok("POST /manage/alerts/{id}/test", null, "memory");
        ok("DELETE /manage/cache", null);
        ok("POST /manage/routes/reload", null);
        ok("POST /manage/routes/check", null);
        ok("GET /manage/routes/{id}/steps", null, "model-smart");
        fits(read("routes/files?file=routes/router.camel.yaml"), "GET /manage/routes/files");
        String draft = "{\"text\":\"- rout: {}\"}";
        fits(send("POST", "routes/files/check?file=routes/a.yaml", draft), "POST /manage/routes/files/check");
        fits(send("PUT", "routes/files?file=routes/a.yaml", draft), "PUT /manage/routes/files");
        fits(send("POST", "routes/rollback", null), "POST /manage/routes/rollback");
        ok("GET /manage/diagnostics", null);
        fits(read("diagnostics"), "GET /manage/diagnostics"); // too soon
        for (String list :
                "audit usage/set-aside prices providers alerts cache routes metrics openapi.yaml".split(" ", -1)) {
            ok("GET /manage/" + list, null);
        }
        assertThat(seen).isEqualTo(documented());
    }

    @Test
    void errors_fitTheDocument() throws Exception {
        String project = project();
        fits(send("POST", "projects", "{\"name\":\"\"}"), "POST /manage/projects");
        fits(send("POST", "projects", "{"), "POST /manage/projects");
        fits(send("PATCH", "projects/" + project, "{}", "If-Match", "\"0\""), "PATCH /manage/projects/{id}");
        fits(read("projects/prj_none"), "GET /manage/projects/{id}");
        fits(read("audit", as("VIEWER")), "GET /manage/audit");
        fits(read("audit", "Authorization", "Bearer x"), "GET /manage/audit");
        fits(read("usage", "Accept", "image/png"), "GET /manage/usage");
        assertThat(seen).hasSize(5);
    }

    @Test
    void examples_fitTheDocument() {
        for (JsonNode response : document.at("/components/responses")) {
            JsonNode content = response.at("/content/application~1problem+json");
            assertFits(
                    content.path("schema"),
                    content.path("example"),
                    response.path("description").asText());
        }
        document.path("paths")
                .forEach(path -> path.forEach(operation -> operation
                        .at("/requestBody/content")
                        .forEach(content -> {
                            if (content.has("example")) {
                                assertFits(
                                        content.path("schema"),
                                        content.path("example"),
                                        operation.path("summary").asText());
                            }
                        })));
    }

    private static final String RULES = """
            {"models":["a*"],"endpoints":["/v1/*"],"addresses":["127.0.0.1"],"limits":{"requests":{"minute":5,"burst":2},\
            "tokens":{"day":7},"concurrent":2,"models":{"b*":{"concurrent":1}}},\
            "budget":{"soft":{"day":1.5},"hard":{"month":20,"total":100}}}""";

    private HttpResponse<String> ok(String operation, String body, String... variables) throws Exception {
        String[] words = operation.split(" /manage/", 2);
        String path = words[1];
        for (String variable : variables) {
            path = path.replaceFirst("\\{[a-z]+}", variable);
        }
        HttpResponse<String> answer = send(words[0], path, body);
        assertThat(answer.statusCode()).as(operation + ": " + answer.body()).isLessThan(300);
        fits(answer, operation);
        return answer;
    }

    private void fits(HttpResponse<String> answer, String operation) throws Exception {
        seen.add(operation);
        String[] words = operation.split(" ", 2);
        JsonNode response = document.path("paths")
                .path(words[1])
                .path(words[0].toLowerCase(Locale.ROOT))
                .path("responses")
                .path(Integer.toString(answer.statusCode()));
        assertThat(response.isMissingNode())
                .as(operation + " " + answer.statusCode())
                .isFalse();
        JsonNode resolved = response.has("$ref")
                ? document.at(response.path("$ref").asText().substring(1))
                : response;
        resolved.path("headers")
                .fieldNames()
                .forEachRemaining(name -> assertThat(header(answer, name)).isNotEmpty());
        if (!resolved.has("content")) {
            assertThat(answer.body()).isEmpty();
            return;
        }
        String type = header(answer, "content-type").split(";", 2)[0];
        JsonNode content = resolved.path("content").path(type);
        assertThat(content.isMissingNode()).as(operation + ": " + type).isFalse();
        if (type.endsWith("json")) {
            assertFits(content.path("schema"), json(answer), operation);
        }
    }

    private void assertFits(JsonNode schema, JsonNode value, String what) {
        ObjectNode root = Json.MAPPER.createObjectNode();
        root.set("components", document.path("components"));
        root.putArray("allOf").add(schema);
        var problems = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(root)
                .validate(value);
        assertThat(problems).as("%s: %s", what, value).isEmpty();
    }
}
