package dev.serai.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.Function;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import dev.serai.wire.ShortId;
import dev.serai.wire.Utf8Places;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/**
 * What JSLT cannot do itself, as functions for transforms: ids, data URIs, bytes, JSON Schema dialects, refusing a
 * request. And what JSLT does itself in more time or memory than the input is worth.
 */
public final class TransformFunctions {

    private final List<Function> functions = new ArrayList<>();

    /**
     * @param ids gives a new unique id, letters and digits, each time it is asked
     */
    public TransformFunctions(Supplier<String> ids) {
        define("new-id", 1, 1, a -> TextNode.valueOf(a[0].asText() + ids.get()));
        define("reject", 1, 3, TransformFunctions::reject);
        define("data-uri", 1, 1, a -> dataUri(a[0]));
        define("base64-text", 1, 1, a -> base64Text(a[0].asText()));
        define("text-base64", 1, 1, a -> textBase64(a[0].asText()));
        define("short-id", 2, 2, a -> TextNode.valueOf(ShortId.of(a[0].asText(), a[1].asInt())));
        define("epoch", 1, 1, a -> epoch(a[0]));
        define("utf8-bytes", 1, 1, a -> utf8Bytes(a[0]));
        define("char-offset", 2, 2, a -> charOffset(a[0], a[1].asInt()));
        define("closed-schema", 1, 1, a -> ClosedSchema.of(a[0]));
        define("openapi-schema", 1, 1, a -> OpenApiSchema.of(a[0]));
        functions.addAll(PatternFunctions.all());
        functions.addAll(NumberFunctions.all());
        functions.addAll(ListFunctions.all());
    }

    Collection<Function> all() {
        return functions;
    }

    /**
     * {@code reject(message, param, code)}: the caller's request is wrong; answers 400. A {@code param} that is an array
     * is a path, written only now: {@code ["messages", 2, "role"]} is {@code messages[2].role}.
     */
    private static JsonNode reject(JsonNode[] a) {
        throw ApiException.badRequest(text(a, 2), text(a, 1), a[0].asText());
    }

    private static String text(JsonNode[] arguments, int index) {
        JsonNode argument = arguments.length > index ? arguments[index] : NullNode.getInstance();
        return argument.isArray() ? path(argument) : argument.isNull() ? null : argument.asText();
    }

    private static String path(JsonNode keys) {
        StringBuilder path = new StringBuilder();
        for (JsonNode key : keys) {
            path.append(key.isNumber() ? "[" : path.isEmpty() ? "" : ".")
                    .append(key.asText())
                    .append(key.isNumber() ? "]" : "");
        }
        return path.toString();
    }

    /** {@code data-uri("data:image/png;base64,AAAA")} is {@code {"mime": "image/png", "data": "AAAA"}}; else null. */
    private static JsonNode dataUri(JsonNode value) {
        String uri = value.asText();
        int comma = uri.indexOf(',');
        int marker = uri.indexOf(";base64");
        if (!uri.startsWith("data:") || comma < 0 || marker < 0 || marker > comma) {
            return NullNode.instance;
        }
        int mimeEnd = Math.min(uri.indexOf(';'), comma);
        ObjectNode parts = Json.MAPPER.createObjectNode();
        parts.put("mime", uri.substring("data:".length(), mimeEnd));
        parts.put("data", uri.substring(comma + 1));
        return parts;
    }

    /** {@code base64-text("SGk=")} is {@code "Hi"}; null if it is no base64 of UTF-8 text. */
    private static JsonNode base64Text(String base64) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
            return TextNode.valueOf(
                    StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return NullNode.instance;
        }
    }

    /** {@code text-base64("Hi")} is {@code "SGk="}. */
    private static JsonNode textBase64(String text) {
        return TextNode.valueOf(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** {@code epoch("2026-11-21T00:00:12Z")}: seconds since 1970, or null if it is no RFC 3339 time. */
    private static JsonNode epoch(JsonNode value) {
        try {
            return DoubleNode.valueOf(
                    OffsetDateTime.parse(value.asText()).toInstant().toEpochMilli() / 1000.0);
        } catch (DateTimeException e) {
            return NullNode.instance;
        }
    }

    private static JsonNode utf8Bytes(JsonNode value) {
        ArrayNode bytes = Json.MAPPER.createArrayNode();
        for (byte b : value.asText().getBytes(StandardCharsets.UTF_8)) {
            bytes.add(Byte.toUnsignedInt(b));
        }
        return bytes;
    }

    /** {@code char-offset(text, n)}: the character that begins at or after the text's UTF-8 byte n. */
    private static JsonNode charOffset(JsonNode text, int byteOffset) {
        return IntNode.valueOf(new Utf8Places(Json.MAPPER.createArrayNode().add(text)).charAt(0, byteOffset));
    }

    private void define(String name, int least, int most, HostFunction.Body body) {
        functions.add(new HostFunction(name, least, most, body));
    }
}
