package dev.serai.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.admin.ManageProjects.ProjectDocument;
import dev.serai.admin.ManageProviderKeys.ProviderKey;
import dev.serai.admin.ManageProviders.BreakerChange;
import dev.serai.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Requests are checked by the document that is served, and every mistake is told in words. */
class OpenApiRequestsTest extends ManageTest {

    private static final Set<String> WORDLESS = Set.of("pattern", "format", "multipleOf", "uniqueItems", "not");

    private final JsonNode document = load();

    private static JsonNode load() {
        try (InputStream in = OpenApi.FILE.getInputStream()) {
            return Json.MAPPER.valueToTree(new Load(LoadSettings.builder().build()).loadFromInputStream(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode schema(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }

    @Test
    void documents_haveTheMembersOfTheirSchemas() {
        for (Class<?> type : List.of(
                ProjectDocument.class,
                TokenDocument.class,
                NewToken.class,
                ProviderKey.class,
                Rotation.class,
                BreakerChange.class)) {
            assertSameMembers(type, document.at("/components/schemas/" + type.getSimpleName()));
        }
        for (String name : List.of("Project", "Token")) {
            assertThat(document.at("/components/schemas/" + name + "Patch/properties"))
                    .isEqualTo(document.at("/components/schemas/" + name + "Document/properties"));
        }
    }

    private void assertSameMembers(Class<?> type, JsonNode schema) {
        Map<String, Type> members = new TreeMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            members.put(component.getName(), component.getGenericType());
        }
        Set<String> said = new TreeSet<>();
        schema.path("properties").fieldNames().forEachRemaining(said::add);
        assertThat(said).as(type.getName()).isEqualTo(members.keySet());
        members.forEach((name, member) -> {
            JsonNode part = schema(schema.path("properties").path(name));
            if (member instanceof Class<?> nested && nested.isRecord()) {
                assertSameMembers(nested, part);
            }
            if (member instanceof ParameterizedType map && map.getActualTypeArguments().length == 2) {
                JsonNode values = schema(part.path("additionalProperties"));
                if (map.getActualTypeArguments()[1] instanceof Class<?> value && value.isRecord() && value != type) {
                    assertSameMembers(value, values);
                }
            }
        });
    }

    @Test
    void whatIsNoMatterOfTypes_hasWords() {
        List<String> wordless = new ArrayList<>();
        document.path("paths")
                .forEach(path -> path.forEach(operation -> {
                    operation
                            .path("requestBody")
                            .path("content")
                            .forEach(content -> find(content.path("schema"), wordless));
                    operation.path("parameters").forEach(it -> {
                        JsonNode parameter = schema(it);
                        if (parameter.path("in").asText().equals("query")) {
                            find(parameter.path("schema"), wordless);
                        }
                    });
                }));
        assertThat(wordless).isEmpty();
    }

    private void find(JsonNode node, List<String> wordless) {
        JsonNode schema = schema(node);
        if (schema.path("format").asText().equals("binary")) {
            return;
        }
        for (String keyword : WORDLESS) {
            if (schema.has(keyword) && !schema.has("x-mistake")) {
                wordless.add(schema.toString());
            }
        }
        schema.path("properties").forEach(it -> find(it, wordless));
        for (String nested : List.of("items", "additionalProperties", "propertyNames")) {
            if (schema.path(nested).isObject()) {
                find(schema.path(nested), wordless);
            }
        }
    }

    private Map<String, String> mistakes(HttpResponse<String> answer) throws Exception {
        assertProblem(answer, 422, "invalid_request");
        Map<String, String> mistakes = new TreeMap<>();
        json(answer)
                .path("errors")
                .forEach(it -> mistakes.put(
                        it.path("field").asText(), it.path("message").asText()));
        return mistakes;
    }

    @Test
    void mistakesOfADocument_areSaidInWords() throws Exception {
        assertThat(mistakes(send("POST", "projects", """
                        {"nam":"x","name":" ","active":"yes","metadata":{"a":1},"rules":{"models":"all","limits":{
                        "requests":{"minute":0,"hour":1e30,"day":1.5,"burst":0},"concurrent":2147483648,
                        "models":{" ":{},"gpt-*":{"requests":{"hour":"5"},"models":{}}}},
                        "budget":{"soft":{"day":-1,"month":"5"},"hard":{"total":1000000000000,"day":1e-13}}}}""")))
                .isEqualTo(new TreeMap<>(Map.ofEntries(
                        Map.entry("nam", "is not known here"),
                        Map.entry("name", "must have 1 to 100 characters, not only spaces, and no control characters"),
                        Map.entry("active", "must be true or false"),
                        Map.entry("metadata.a", "must be a text"),
                        Map.entry("rules.models", "must be a list"),
                        Map.entry("rules.limits.requests.minute", "must be a whole number from 1 to 60000000000"),
                        Map.entry("rules.limits.requests.hour", "must be a whole number from 1 to 3600000000000"),
                        Map.entry("rules.limits.requests.day", "must be a whole number from 1 to 86400000000000"),
                        Map.entry("rules.limits.requests.burst", "must be a whole number from 1 to 86400000000000"),
                        Map.entry("rules.limits.concurrent", "must be a whole number from 1 to 2147483647"),
                        Map.entry("rules.limits.models", "must not have an empty pattern"),
                        Map.entry(
                                "rules.limits.models.gpt-*.requests.hour",
                                "must be a whole number from 1 to 3600000000000"),
                        Map.entry(
                                "rules.limits.models.gpt-*.models",
                                "is not allowed: name each pattern in models itself"),
                        Map.entry("rules.budget.soft.day", MONEY),
                        Map.entry("rules.budget.soft.month", MONEY),
                        Map.entry("rules.budget.hard.total", MONEY),
                        Map.entry("rules.budget.hard.day", MONEY))));
        assertThat(mistakes(send("POST", "tokens", "{\"role\":\"KING\",\"expiresAt\":\"2030-02-30T00:00:00Z\"}")))
                .isEqualTo(Map.of(
                        "name", "is required",
                        "role", "must be one of VIEWER, OPERATOR, ADMIN",
                        "expiresAt", "must be a time, 2030-12-31T00:00:00Z"));
    }

    private static final String MONEY = "must be a number that is not negative, with at most 12 digits on each side";

    @Test
    void mistakesOfAQuery_areSaidInWords() throws Exception {
        assertThat(mistakes(
                        read("usage?from=yesterday&group_by=project,nobody&interval=week&model=a%00b&modle=x&token=")))
                .isEqualTo(Map.of(
                        "from", "must be a time, 2030-12-31T00:00:00Z",
                        "group_by", "must be of project, token, provider, model, each once, separated by commas",
                        "interval", "must be one of hour, day",
                        "model", "must not have control characters",
                        "modle", "is not known here"));
        assertThat(mistakes(read("audit?limit=501&before=99999999999999999999")))
                .isEqualTo(Map.of(
                        "limit", "must be a whole number from 1 to 500", "before", "must be next of the page before"));
        assertThat(mistakes(read("usage?group_by=day,day"))).containsOnlyKeys("group_by");
    }

    /** Whatever stands in a name, it is that of what is wrong. */
    @ParameterizedTest
    @ValueSource(strings = {"name.x", "name[0]", "a.b", "[0]", ".", "", "~1", "$ref", "$", "#", "#a", "'", "a/b"})
    void nameThatIsUnknown_isToldAsItIs(String name) throws Exception {
        ObjectNode project = Json.MAPPER.createObjectNode().put("name", "x").put(name, 1);
        assertThat(mistakes(send("POST", "projects", project.toString()))).isEqualTo(Map.of(name, "is not known here"));
        if (!name.isEmpty()) {
            assertThat(mistakes(read("projects?" + URLEncoder.encode(name, StandardCharsets.UTF_8) + "=1")))
                    .isEqualTo(Map.of(name, "is not known here"));
        }
        ObjectNode limits = Json.MAPPER.createObjectNode().put("name", "x");
        limits.putObject("rules").putObject("limits").putObject("models").put("m" + name, 1);
        assertThat(mistakes(send("POST", "projects", limits.toString())))
                .isEqualTo(Map.of("rules.limits.models.m" + name, "must be an object"));
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 100, 480})
    void depth_isNoMatter(int depth) throws Exception {
        String deep = "{\"models\":{\"a\":".repeat(depth) + "1" + "}}".repeat(depth);
        assertThat(mistakes(send("POST", "projects", "{\"name\":\"x\",\"rules\":{\"limits\":" + deep + "}}")))
                .containsOnlyKeys("rules.limits.models.a.models");
    }

    @Test
    @Timeout(20)
    void texts_areMatchedInLinearTime() throws Exception {
        ObjectNode project = Json.MAPPER.createObjectNode();
        for (int length = 125_000; length <= 1_000_000; length *= 2) {
            project.put("name", "a".repeat(length) + "\u0001");
            assertThat(mistakes(send("POST", "projects", project.toString()))).containsOnlyKeys("name");
        }
    }

    @Test
    void manyMistakes_areAllAnswered() throws Exception {
        ObjectNode project = Json.MAPPER.createObjectNode().put("name", "x");
        for (int i = 0; i < 20_000; i++) {
            project.put("unknown" + i, i);
        }
        assertThat(mistakes(send("POST", "projects", project.toString()))).hasSizeGreaterThan(99);
    }
}
