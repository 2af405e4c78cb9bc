package dev.serai.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What the served document says of requests is what the gateway reads, and has words for each mistake. */
class OpenApiDocumentsTest {

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
}
