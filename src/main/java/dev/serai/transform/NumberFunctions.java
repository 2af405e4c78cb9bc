package dev.serai.transform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.google.re2j.Pattern;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.impl.NodeUtils;
import dev.serai.wire.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * JSLT's own functions that read numbers, in place of its own: with the digits and within the bounds that numbers have
 * everywhere here.
 */
final class NumberFunctions {

    /** A sign, 308 digits, a point and as many again. */
    private static final int LONGEST = 620;

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    private NumberFunctions() {}

    static List<HostFunction> all() {
        return List.of(
                new HostFunction("from-json", 1, 2, NumberFunctions::fromJson),
                new HostFunction("number", 1, 2, NumberFunctions::number));
    }

    private static JsonNode fromJson(JsonNode[] a) {
        if (a[0].isNull()) {
            return a[0];
        }
        try {
            JsonNode read = Json.parse(NodeUtils.toString(a[0], false).getBytes(StandardCharsets.UTF_8));
            return read.isMissingNode() ? a.length == 2 ? a[1] : NullNode.instance : read;
        } catch (JsonProcessingException e) {
            if (a.length == 2) {
                return a[1];
            }
            throw new JsltException("from-json() cannot read its text: " + e.getOriginalMessage());
        }
    }

    private static JsonNode number(JsonNode[] a) {
        if (a[0].isNumber()) {
            return a[0];
        }
        JsonNode read = a[0].isTextual() ? read(a[0].textValue()) : null;
        if (read != null) {
            return read;
        }
        if (a.length == 2) {
            return a[1];
        }
        if (a[0].isNull()) {
            return a[0];
        }
        throw new JsltException("number() cannot make a number of its argument");
    }

    /** Null if it is no number, or one out of range. */
    private static JsonNode read(String text) {
        if (text.length() > LONGEST || !NUMBER.matches(text)) {
            return null;
        }
        try {
            boolean whole = text.indexOf('.') < 0 && text.indexOf('e') < 0 && text.indexOf('E') < 0;
            if (!whole) {
                Json.MAPPER.getNodeFactory().numberNode(new BigDecimal(text)); // within bounds
                return DoubleNode.valueOf(Double.parseDouble(text));
            }
            return text.length() < 19
                    ? Json.MAPPER.getNodeFactory().numberNode(Long.parseLong(text))
                    : Json.MAPPER.getNodeFactory().numberNode(new BigInteger(text));
        } catch (ArithmeticException | NumberFormatException e) {
            return null;
        }
    }
}
