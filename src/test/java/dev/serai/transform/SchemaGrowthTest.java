package dev.serai.transform;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.Growth;
import dev.serai.wire.Growing;
import dev.serai.wire.Json;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What rewrites a JSON Schema works in proportion to its size, whatever is in it. */
class SchemaGrowthTest {

    static Stream<Arguments> work() {
        return schemas();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("work")
    @Timeout(60)
    void work_growsWithTheSize(String what, IntFunction<Growth.Work> work) throws Exception {
        Growing.assertLinear(what, work);
    }

    private static Stream<Arguments> schemas() {
        return Stream.of(
                schema(
                        "closed: long names around many members",
                        size -> {
                            String leaves = Growing.members(size, i -> "\"p" + i + "\":{\"type\":\"string\"}");
                            String inner = "{\"type\":\"object\",\"properties\":{" + leaves + "}}";
                            String name = "n".repeat(1 + size / 100);
                            for (int i = 0; i < 100; i++) {
                                inner = "{\"type\":\"object\",\"properties\":{\"" + name + "\":" + inner + "}}";
                            }
                            return inner;
                        },
                        true),
                schema(
                        "closed: many keywords",
                        size -> "{\"type\":\"string\"," + Growing.members(size, i -> "\"k" + i + "\":1") + "}",
                        true),
                schema(
                        "closed: many types",
                        size -> "{\"type\":[" + Growing.members(size, i -> "\"string\"") + "]}",
                        true),
                schema(
                        "openapi: many parts of all",
                        size -> "{\"allOf\":["
                                + Growing.members(
                                        size,
                                        i -> "{\"properties\":{\"p" + i + "\":{\"type\":\"string\"}},\"required\":[\"p"
                                                + i + "\"]}")
                                + "]}",
                        false),
                schema(
                        "openapi: alternatives within alternatives",
                        size -> {
                            String inner = "{\"anyOf\":[" + Growing.members(size, i -> "{\"type\":\"string\"}") + "]}";
                            for (int i = 0; i < Math.min(size / 8, 200); i++) {
                                inner = "{\"anyOf\":[{\"type\":\"string\"}," + inner + "]}";
                            }
                            return inner;
                        },
                        false),
                schema(
                        "openapi: all within all",
                        size -> {
                            String inner = "{\"required\":[" + Growing.members(size, i -> "\"r\"")
                                    + "],\"properties\":{" + Growing.members(size, i -> "\"p" + i + "\":{}") + "}}";
                            for (int i = 0; i < Math.min(size / 8, 200); i++) {
                                inner = "{\"required\":[\"a\"],\"properties\":{\"a\":{}},\"allOf\":[" + inner + "]}";
                            }
                            return inner;
                        },
                        false),
                schema(
                        "openapi: many references to many members",
                        size -> "{\"properties\":{"
                                + Growing.members(size, i -> "\"p" + i + "\":{\"$ref\":\"#/$defs/d\"}")
                                + "},\"$defs\":{\"d\":{" + Growing.members(size, i -> "\"k" + i + "\":1") + "}}}",
                        false),
                schema(
                        "openapi: many references to a large default",
                        size -> "{\"properties\":{"
                                + Growing.members(size, i -> "\"p" + i + "\":{\"$ref\":\"#/$defs/d\"}")
                                + "},\"$defs\":{\"d\":{\"default\":{\"a\":[" + Growing.members(size, i -> "1")
                                + "]}}}}",
                        false),
                schema(
                        "openapi: a chain of references",
                        size -> "{\"$ref\":\"#/$defs/d0\",\"$defs\":{"
                                + Growing.members(
                                        size,
                                        i -> "\"d" + i + "\":{\"$ref\":\"#/$defs/d" + (i + 1) + "\",\"properties\":{\"p"
                                                + i + "\":{}},\"required\":[\"p" + i + "\"]}")
                                + "}}",
                        false),
                schema(
                        "openapi: many members of an enumeration",
                        size -> "{\"enum\":[" + Growing.members(size, i -> "\"" + i + "\"") + "]}",
                        false));
    }

    private static Arguments schema(String what, IntFunction<String> json, boolean closed) {
        return Growing.work("schema, " + what, size -> {
            JsonNode schema = Growing.json(json.apply(size));
            return () -> Json.bytes(closed ? ClosedSchema.of(schema) : OpenApiSchema.of(schema));
        });
    }
}
