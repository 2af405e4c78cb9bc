package dev.serai.transform;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.wire.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenApiSchemaTest {

    @Test
    void reference_isInlined() {
        assertThat(converted("""
                        {'type': 'object', 'properties': {'home': {'$ref': '#/$defs/Address', 'description': 'Where'}},
                         '$defs': {'Address': {'type': 'object', 'description': 'An address', 'properties': {
                         'city': {'$ref': '#/$defs/City'}}}, 'City': {'type': 'string'}}}""")).isEqualTo(json("""
                                {'type': 'object', 'properties': {'home': {'type': 'object', 'description': 'Where',
                                 'properties': {'city': {'type': 'string'}}}}}"""));
    }

    @Test
    void cycle_endsInAnything() {
        assertThat(converted("""
                        {'$ref': '#/definitions/Node', 'definitions': {'Node': {'type': 'object', 'properties': {
                         'next': {'$ref': '#/definitions/Node'}, 'name': {'type': 'string'}}}}}""")).isEqualTo(json("""
                                {'type': 'object', 'properties': {
                                 'next': {'type': 'object'}, 'name': {'type': 'string'}}}"""));
    }

    @Test
    void referencesThatMultiply_areCutOff() {
        StringBuilder schema = new StringBuilder("{'$ref': '#/$defs/s0', '$defs': {'s40': {'type': 'string'}");
        for (int i = 0; i < 40; i++) {
            String next = "{'$ref': '#/$defs/s" + (i + 1) + "'}";
            schema.append(", 's" + i + "': {'properties': {'a': " + next + ", 'b': " + next + "}}");
        }
        assertThat(Json.bytes(converted(schema + "}}")).length).isLessThan(1_000_000);
    }

    @Test
    void allOf_isMerged() {
        assertThat(converted("""
                        {'description': 'Both', 'required': ['a'], 'properties': {'a': {'type': 'string'}}, 'allOf': [
                            {'properties': {'a': {'type': 'integer'}, 'b': {'type': 'number'}}, 'required': ['b']},
                            {'allOf': [{'description': 'Inner', 'type': 'object'}]}]}""")).isEqualTo(json("""
                                {'type': 'object', 'description': 'Both', 'required': ['a', 'b'],
                                 'properties': {'a': {'type': 'string'}, 'b': {'type': 'number'}}}"""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {'const': 'a'}                                      | {'type': 'string', 'enum': ['a']}
            {'const': 1}                                        | {'type': 'integer'}
            {'type': 'integer', 'enum': [1, 2]}                 | {'type': 'integer'}
            {'enum': ['a', null]}                               | {'type': 'string', 'enum': ['a'], 'nullable': true}
            {'type': ['string', 'null']}                        | {'type': 'string', 'nullable': true}
            {'type': ['string', 'integer']}                     | {'anyOf': [{'type': 'string'}, {'type': 'integer'}]}
            {'anyOf': [{'type': 'string'}, {'type': 'null'}]}   | {'type': 'string', 'nullable': true}
            {'anyOf': [{'const': 'a'}, {'type': 'null'}]}       | {'type': 'string', 'enum': ['a'], 'nullable': true}
            {'oneOf': [{'type': 'string'}, {'type': 'number'}]} | {'anyOf': [{'type': 'string'}, {'type': 'number'}]}
            {'type': 'array'}                                   | {'type': 'array', 'items': {'type': 'object'}}
            {'type': 'string', 'format': 'date-time'}           | {'type': 'string', 'format': 'date-time'}
            {'type': 'string', 'format': 'email'}               | {'type': 'string'}
            {'type': 'object', 'additionalProperties': false}   | {'type': 'object'}
            {'type': 'string', '$id': 'x', 'strict': true}      | {'type': 'string'}
            {'type': 'object', 'required': ['a']}               | {'type': 'object'}
            {}                                                  | {'type': 'object'}
            {'$ref': '#/$defs/missing'}                         | {'type': 'object'}
            """)
    void keyword_isSaidInTheSubset(String schema, String expected) {
        assertThat(converted(schema)).isEqualTo(json(expected));
    }

    @Test
    void propertiesNamedLikeKeywords_stay() {
        String schema = "{'type': 'object', 'properties': {'const': {'type': 'string'}, '$ref': {'type': 'string'}}}";
        assertThat(converted(schema)).isEqualTo(json(schema));
    }

    @Test
    void input_isNotChanged() {
        JsonNode schema = json("{'allOf': [{'properties': {'a': {'const': 'x'}}}], 'type': ['object', 'null']}");
        JsonNode before = schema.deepCopy();
        OpenApiSchema.of(schema);
        assertThat(schema).isEqualTo(before);
    }

    private static JsonNode converted(String schema) {
        return OpenApiSchema.of(json(schema));
    }

    private static JsonNode json(String text) {
        try {
            return Json.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
