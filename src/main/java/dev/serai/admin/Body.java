package dev.serai.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import dev.serai.wire.TreeSize;
import java.io.IOException;
import java.io.InputStream;

/**
 * The JSON object of a request: what it says of a document. A document that is made is one that is changed, from nothing
 * but defaults.
 */
final class Body {

    private static final int MOST = 1 << 20;

    /** What no document comes near: values are a hundred bytes each, be they no more than brackets. */
    private static final long MOST_TREE = 16 << 20;

    private final ObjectNode json;

    private Body(ObjectNode json) {
        this.json = json;
    }

    /**
     * Reads a request's body to its end; no body is an empty object.
     *
     * @throws ApiException 400 if it is no JSON object, 413 if it is too large
     */
    static Body read(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MOST + 1);
        if (bytes.length > MOST) {
            throw new ApiException(
                            413,
                            "invalid_request_error",
                            "request_too_large",
                            null,
                            "The request body is larger than " + MOST + " bytes")
                    .header("Connection", "close");
        }
        if (bytes.length == 0) {
            return new Body(Json.MAPPER.createObjectNode());
        }
        return new Body(object(bytes));
    }

    /** What the parser says may quote the body, which may be a secret. */
    private static ObjectNode object(byte[] bytes) {
        try {
            if (TreeSize.of(bytes) <= MOST_TREE && Json.parse(bytes) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw ApiException.badRequest(
                    "invalid_json",
                    null,
                    e.getLocation() == null
                            ? "The body is no JSON"
                            : "The body is no JSON: line " + e.getLocation().getLineNr() + ", column "
                                    + e.getLocation().getColumnNr());
        }
        throw ApiException.badRequest("invalid_json", null, "The body has to be a JSON object");
    }

    /**
     * Changes a document by this body as a merge patch (RFC 7396): what comes of it is checked by the schema that has the
     * name of the document's class.
     *
     * @param faults gets what does not fit; the document has then kept what it was there
     */
    <T extends Record> T appliedTo(T document, Faults faults) {
        ObjectNode before = merge(Json.MAPPER.createObjectNode(), Json.MAPPER.valueToTree(document));
        ObjectNode merged = merge(before.deepCopy(), json);
        OpenApi.document(document.getClass().getSimpleName()).check(merged, faults);
        for (String member : faults.unfit()) {
            merged.remove(member);
            merged.setAll(before.deepCopy().retain(member));
        }
        try {
            @SuppressWarnings("unchecked")
            T changed = (T) Json.MAPPER.treeToValue(merged, document.getClass());
            return changed;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The schema fits, and Jackson cannot read it", e);
        }
    }

    private static ObjectNode merge(JsonNode target, ObjectNode patch) {
        ObjectNode result = target instanceof ObjectNode object ? object : Json.MAPPER.createObjectNode();
        patch.properties().forEach(change -> {
            JsonNode value = change.getValue();
            if (value.isNull()) {
                result.remove(change.getKey());
            } else {
                result.set(
                        change.getKey(),
                        value instanceof ObjectNode object ? merge(result.path(change.getKey()), object) : value);
            }
        });
        return result;
    }
}
