package dev.serai.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClosedSchemaTest {

    @Test
    void object_isClosedAtEveryDepth() {
        assertThat(closed("{'type': 'object', 'required': ['a'], 'additionalProperties': true, 'properties': {"
                        + "'a': {'type': 'object', 'properties': {'b': {'type': 'integer'}}},"
                        + "'c': {'type': 'array', 'items': {'type': 'object'}}}}"))
                .isEqualTo(json("{'type': 'object', 'required': ['a'], 'additionalProperties': false, 'properties': {"
                        + "'a': {'type': 'object', 'properties': {'b': {'type': 'integer'}},"
                        + " 'additionalProperties': false},"
                        + "'c': {'type': 'array', 'items': {'type': 'object', 'properties': {},"
                        + " 'additionalProperties': false}}}}"));
    }

    @Test
    void nullableObject_isClosed() {
        assertThat(closed("{'type': ['object', 'null'], 'properties': {'a': {'type': ['string', 'null']}}}"))
                .isEqualTo(json("{'type': ['object', 'null'], 'properties': {'a': {'type': ['string', 'null']}},"
                        + " 'additionalProperties': false}"));
    }

    @Test
    void oneOf_becomesAnyOf() {
        assertThat(closed("{'oneOf': [{'type': 'string'}, {'type': 'null'}]}"))
                .isEqualTo(json("{'anyOf': [{'type': 'string'}, {'type': 'null'}]}"));
    }

    @Test
    void allOf_isKept() {
        assertThat(closed("{'allOf': [{'type': 'object'}]}"))
                .isEqualTo(json("{'allOf': [{'type': 'object', 'properties': {}, 'additionalProperties': false}]}"));
    }

    @Test
    void reference_losesSiblingsButDefinitions() {
        assertThat(closed("{'$ref': '#/$defs/a', 'description': 'd', '$defs': {'a': {'type': 'object'}}}"))
                .isEqualTo(json("{'$ref': '#/$defs/a', '$defs':"
                        + " {'a': {'type': 'object', 'properties': {}, 'additionalProperties': false}}}"));
    }

    @Test
    void enumeration_losesType() {
        assertThat(closed("{'type': 'string', 'enum': ['a', 'b']}")).isEqualTo(json("{'enum': ['a', 'b']}"));
        assertThat(closed("{'type': 'null', 'const': null}")).isEqualTo(json("{'const': null}"));
    }

    @Test
    void otherKeywords_moveIntoDescription() {
        assertThat(closed("{'type': 'string', 'description': 'A code.', 'minLength': 2, 'pattern': '[a-z]+'}"))
                .isEqualTo(json(
                        "{'type': 'string', 'description': 'A code.\\n\\n{minLength: 2, pattern: \\\"[a-z]+\\\"}'}"));
        assertThat(closed("{'type': 'integer', 'minimum': 0}"))
                .isEqualTo(json("{'type': 'integer', 'description': '{minimum: 0}'}"));
    }

    @Test
    void format_isKeptIfKnown() {
        assertThat(closed("{'type': 'string', 'format': 'email'}"))
                .isEqualTo(json("{'type': 'string', 'format': 'email'}"));
        assertThat(closed("{'type': 'string', 'format': 'phone'}"))
                .isEqualTo(json("{'type': 'string', 'description': '{format: \\\"phone\\\"}'}"));
    }

    @Test
    void minItems_isKeptUpToOne() {
        assertThat(closed("{'type': 'array', 'minItems': 1}")).isEqualTo(json("{'type': 'array', 'minItems': 1}"));
        assertThat(closed("{'type': 'array', 'minItems': 2}"))
                .isEqualTo(json("{'type': 'array', 'description': '{minItems: 2}'}"));
    }

    @Test
    void dialect_isDropped() {
        assertThat(closed("{'$schema': 'https://json-schema.org/draft/2020-12/schema', 'type': 'string'}"))
                .isEqualTo(json("{'type': 'string'}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'type': 'object', 'properties': {'a': {}}}", "true", "{'enum': []}"})
    void untypedSchema_isRefused(String schema) {
        assertThatThrownBy(() -> closed(schema)).isInstanceOfSatisfying(ApiException.class, refusal -> {
            assertThat(refusal.status()).isEqualTo(400);
            assertThat(refusal.param()).isEqualTo("response_format.json_schema.schema");
        });
    }

    @Test
    void input_isNotChanged() {
        String schema = "{'type': 'object', 'oneOf': [{'type': 'object', 'minProperties': 1}], '$schema': 's'}";
        JsonNode input = json(schema);
        ClosedSchema.of(input);
        assertThat(input).isEqualTo(json(schema));
    }

    private static JsonNode closed(String schema) {
        return ClosedSchema.of(json(schema));
    }

    /** Single quotes stand for double ones. */
    private static JsonNode json(String text) {
        try {
            return Json.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
