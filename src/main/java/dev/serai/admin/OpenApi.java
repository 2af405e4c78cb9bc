package dev.serai.admin;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Pattern;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Format;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.ValidationMessage;
import dev.serai.wire.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.springframework.core.io.ClassPathResource;

/**
 * The document that {@code /manage/openapi.yaml} serves: what it says of documents and queries is what they are checked by.
 * Read when it is first needed, which takes a quarter of a second.
 *
 * <p>A mistake is told in the words of the schema's own {@code x-mistake}, where it has some. Texts are matched in linear
 * time, whatever pattern the document has.
 */
final class OpenApi {

    /** What is served. */
    static final ClassPathResource FILE = new ClassPathResource("/openapi.yaml", OpenApi.class);

    /** Keywords that speak of values of the right type: who goes on with such a one can say what else is wrong. */
    private static final Set<String> BOUNDS = Set.of("minimum", "pattern", "minLength", "maxLength", "propertyNames");

    private static final JsonNode DOCUMENT = read();
    private static final SchemaValidatorsConfig CONFIG = SchemaValidatorsConfig.builder()
            .formatAssertionsEnabled(true)
            .regularExpressionFactory(regex -> {
                Pattern pattern = Pattern.compile(regex);
                return text -> pattern.matcher(text).find();
            })
            .build();
    private static final JsonSchemaFactory FACTORY = factory();
    private static final Map<String, OpenApi> SCHEMAS = new ConcurrentHashMap<>();

    private final ObjectNode root;
    private final JsonSchema schema;

    private OpenApi(ObjectNode root) {
        this.root = root;
        this.root.set("components", DOCUMENT.path("components"));
        this.schema = FACTORY.getSchema(root, CONFIG);
    }

    /** What is said of a document, by the schema's name. */
    static OpenApi document(String name) {
        return SCHEMAS.computeIfAbsent(
                name, it -> new OpenApi(Json.MAPPER.createObjectNode().put("$ref", "#/components/schemas/" + it)));
    }

    /** What is said of an operation's query, as an object of its parameters. */
    static OpenApi query(String operationId) {
        return SCHEMAS.computeIfAbsent(operationId, it -> {
            ObjectNode root = Json.MAPPER.createObjectNode().put("type", "object");
            ObjectNode properties = root.putObject("properties");
            for (JsonNode parameter : operation(it).path("parameters")) {
                JsonNode resolved = parameter.has("$ref") ? resolve(parameter) : parameter;
                if (resolved.path("in").asText().equals("query")) {
                    properties.set(resolved.path("name").asText(), resolved.path("schema"));
                }
            }
            return new OpenApi(root);
        });
    }

    private static JsonNode operation(String id) {
        for (JsonNode path : DOCUMENT.path("paths")) {
            for (JsonNode operation : path) {
                if (operation.path("operationId").asText().equals(id)) {
                    return operation;
                }
            }
        }
        throw new IllegalArgumentException("openapi.yaml has no operation " + id);
    }

    private static JsonNode resolve(JsonNode node) {
        return DOCUMENT.at(node.path("$ref").asText().substring(1));
    }

    private static JsonNode read() {
        try (InputStream in = FILE.getInputStream()) {
            return strict(
                    Json.MAPPER.valueToTree(new Load(LoadSettings.builder().build()).loadFromInputStream(in)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The validator's {@code additionalProperties} passes over names that begin with {@code #}. */
    private static JsonNode strict(JsonNode document) {
        for (JsonNode schema : document.findParents("additionalProperties")) {
            ((ObjectNode) schema).set("unevaluatedProperties", ((ObjectNode) schema).remove("additionalProperties"));
        }
        return document;
    }

    private static JsonSchemaFactory factory() {
        JsonMetaSchema meta = JsonMetaSchema.builder(JsonMetaSchema.getV202012())
                .format(new Time())
                .unknownKeywordFactory((keyword, context) -> new NonValidationKeyword(keyword))
                .build();
        return JsonSchemaFactory.builder()
                .defaultMetaSchemaIri(meta.getIri())
                .metaSchema(meta)
                .build();
    }

    /** The schema of one parameter of a query. */
    JsonNode parameter(String name) {
        JsonNode parameter = root.path("properties").path(name);
        return parameter.has("$ref") ? resolve(parameter) : parameter;
    }

    /** Notes every place that does not fit. */
    void check(JsonNode value, Faults faults) {
        for (ValidationMessage mistake : schema.validate(value)) {
            // what takes several members is said in the words of that, where they are put to use
            if (!mistake.getEvaluationPath().contains("oneOf")) {
                List<String> path = path(mistake);
                faults.add(field(path), message(mistake));
                if (!BOUNDS.contains(mistake.getType())) {
                    faults.unfit(path.get(0));
                }
            }
        }
    }

    /** The names that lead to the place, and {@code [2]} for the third of a list. */
    private static List<String> path(ValidationMessage mistake) {
        List<String> path = new ArrayList<>();
        for (int i = 0; i < mistake.getInstanceLocation().getNameCount(); i++) {
            Object element = mistake.getInstanceLocation().getElement(i);
            path.add(element instanceof Integer ? "[" + element + "]" : element.toString());
        }
        if (mistake.getProperty() != null && !mistake.getType().equals("propertyNames")) {
            path.add(mistake.getProperty());
        }
        return path;
    }

    private static String field(List<String> path) {
        return String.join(".", path).replace(".[", "[");
    }

    private String message(ValidationMessage mistake) {
        JsonPointer keyword =
                JsonPointer.compile(mistake.getSchemaLocation().getFragment().toString());
        JsonNode said = root.at(keyword.head());
        return switch (mistake.getType()) {
            case "unevaluatedProperties" -> "is not known here";
            case "required" -> "is required";
            case "propertyNames" -> root.at(keyword).path("x-mistake").asText();
            default -> said.path("x-mistake").asText(usual(said));
        };
    }

    private static String usual(JsonNode schema) {
        if (schema.has("enum")) {
            return "must be one of " + String.join(", ", Json.MAPPER.convertValue(schema.get("enum"), String[].class));
        }
        JsonNode type = schema.path("type");
        return switch (type.path(0).asText(type.asText())) {
            case "string" -> "must be a text";
            case "boolean" -> "must be true or false";
            case "array" -> "must be a list";
            case "object" -> "must be an object";
            case "integer" -> "must be a whole number from " + schema.path("minimum") + " to " + schema.path("maximum");
            default -> "does not fit";
        };
    }

    /** A time of RFC 3339 that there is. */
    private record Time() implements Format {

        @Override
        public String getName() {
            return "date-time";
        }

        @Override
        public boolean matches(ExecutionContext context, String text) {
            try {
                Instant.parse(text);
                return Character.isDigit(text.charAt(0));
            } catch (DateTimeException e) {
                return false;
            }
        }
    }
}
