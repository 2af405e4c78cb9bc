package dev.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import java.math.BigDecimal;
import java.util.Map;

/** The numbers and texts of a sampled JSON Schema. */
final class SchemaScalars {

    private static final int MAX_LENGTH = 10_000;
    private static final double LIMIT = 1e15;
    private static final Map<String, String> FORMATS = Map.ofEntries(
            Map.entry("date-time", "2026-01-02T03:04:05Z"),
            Map.entry("date", "2026-01-02"),
            Map.entry("time", "03:04:05Z"),
            Map.entry("duration", "PT1H"),
            Map.entry("email", "someone@example.com"),
            Map.entry("hostname", "example.com"),
            Map.entry("ipv4", "192.0.2.1"),
            Map.entry("ipv6", "2001:db8::1"),
            Map.entry("uri", "https://example.com/"),
            Map.entry("uuid", "123e4567-e89b-42d3-a456-426614174000"));

    private SchemaScalars() {}

    /** The name, or an example of the format, made as long or as short as the schema wants. */
    static String text(JsonNode schema, String name, int variant) {
        String example = FORMATS.get(schema.path("format").asText(""));
        if (example != null) {
            return example;
        }
        String text = variant == 0 ? name : name + " " + (variant + 1);
        int least = Math.min(schema.path("minLength").asInt(0), MAX_LENGTH);
        if (text.length() < least) {
            text += "x".repeat(least - text.length());
        }
        int most = schema.path("maxLength").asInt(Integer.MAX_VALUE);
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most));
    }

    /** The multiple nearest to 1 that the bounds allow, one further for each variant; between the bounds if none is. */
    static DecimalNode number(JsonNode schema, int variant) {
        BigDecimal unit = schema.path("multipleOf").decimalValue();
        BigDecimal step = unit.signum() > 0 ? unit : BigDecimal.ONE;
        double low = limited(schema.path("minimum").asDouble(-LIMIT));
        double high = limited(schema.path("maximum").asDouble(LIMIT));
        double above = limited(schema.path("exclusiveMinimum").asDouble(-LIMIT));
        double below = limited(schema.path("exclusiveMaximum").asDouble(LIMIT));
        double size = step.doubleValue();
        double first = limited(Math.max(Math.ceil(low / size), Math.floor(above / size) + 1));
        double last = limited(Math.min(Math.floor(high / size), Math.ceil(below / size) - 1));
        if (first > last) {
            return DecimalNode.valueOf(BigDecimal.valueOf((Math.max(low, above) + Math.min(high, below)) / 2));
        }
        double start = Math.min(Math.max(1, first), last);
        double multiple = start + variant <= last ? start + variant : Math.max(first, start - variant);
        return DecimalNode.valueOf(step.multiply(BigDecimal.valueOf((long) multiple)));
    }

    private static double limited(double number) {
        return Math.max(-LIMIT, Math.min(LIMIT, number));
    }
}
