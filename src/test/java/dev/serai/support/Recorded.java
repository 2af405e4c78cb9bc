package dev.serai.support;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A span as a collector got it. */
public record Recorded(Span span) {

    public String trace() {
        return hex(span.getTraceId());
    }

    public String id() {
        return hex(span.getSpanId());
    }

    /** Empty for the first of a trace. */
    public String parent() {
        return hex(span.getParentSpanId());
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    public String name() {
        return span.getName();
    }

    /** What it says, as texts. */
    public Map<String, String> attributes() {
        return texts(span.getAttributesList());
    }

    public String get(String attribute) {
        return attributes().get(attribute);
    }

    /** The attributes of its events by their names, in order. */
    public List<Map.Entry<String, Map<String, String>>> events() {
        return span.getEventsList().stream()
                .map(event -> Map.entry(event.getName(), texts(event.getAttributesList())))
                .toList();
    }

    /** Whether it says that it failed. */
    public boolean failed() {
        return span.getStatus().getCodeValue() == 2;
    }

    public boolean isIn(Recorded outer) {
        return outer.span.getStartTimeUnixNano() <= span.getStartTimeUnixNano()
                && span.getStartTimeUnixNano() <= span.getEndTimeUnixNano()
                && span.getEndTimeUnixNano() <= outer.span.getEndTimeUnixNano();
    }

    public static Map<String, String> texts(List<KeyValue> attributes) {
        Map<String, String> texts = new TreeMap<>();
        attributes.forEach(it -> texts.put(it.getKey(), text(it.getValue())));
        return texts;
    }

    private static String text(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case BOOL_VALUE -> String.valueOf(value.getBoolValue());
            case INT_VALUE -> String.valueOf(value.getIntValue());
            case DOUBLE_VALUE -> String.valueOf(value.getDoubleValue());
            case ARRAY_VALUE ->
                value.getArrayValue().getValuesList().stream()
                        .map(Recorded::text)
                        .toList()
                        .toString();
            default -> value.toString();
        };
    }

    /** The OTLP type of an attribute, as the conventions name types. */
    public static String type(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> "string";
            case BOOL_VALUE -> "boolean";
            case INT_VALUE -> "int";
            case DOUBLE_VALUE -> "double";
            case ARRAY_VALUE -> "string[]";
            default -> "other";
        };
    }
}
