package dev.serai.alerts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.log.LogText;
import dev.serai.log.Secrets;
import dev.serai.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What any of Camel's components has answered, as readings: a number; a row, whose column {@code value} is the number and
 * whose others are labels; a list of these; or JSON of that form.
 */
final class ForeignAnswer {

    private static final String VALUE = "value";
    private static final int MOST_LABELS = 4;
    private static final int LONGEST_LABEL = 100;
    private static final int REPLACEMENT = 0xfffd;
    private static final int LONGEST_TEXT = 1 << 16;
    private static final int MOST_ROWS = 1000;

    private ForeignAnswer() {}

    /**
     * Reads what a question has left as body.
     *
     * @throws IllegalArgumentException if there is no number in it
     */
    static List<Reading> of(Object body) {
        List<Reading> readings = new ArrayList<>();
        add(body, readings);
        return readings;
    }

    private static void add(Object body, List<Reading> readings) {
        if (body instanceof Number number) {
            readings.add(Reading.of(number.doubleValue()));
        } else if (body instanceof Boolean holds) {
            readings.add(Reading.of(holds ? 1 : 0));
        } else if (body instanceof Map<?, ?> row) {
            readings.add(row(row));
        } else if (body instanceof Collection<?> rows) {
            rows.stream().limit(MOST_ROWS).forEach(row -> add(row, readings));
        } else if (body instanceof JsonNode json) {
            add(plain(json), readings);
        } else if (body instanceof String text) {
            add(text(text), readings);
        } else if (body instanceof byte[] bytes) {
            add(new String(bytes, StandardCharsets.UTF_8), readings);
        } else if (body != null) { // a query that finds nothing leaves nothing
            throw new IllegalArgumentException("The question was answered with a "
                    + body.getClass().getSimpleName() + ": there is no number in that");
        }
    }

    private static Object text(String text) {
        String plain = text.strip();
        if (plain.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException("The question was answered with more than 64 kB");
        }
        if (plain.matches("-?\\d{1,15}(\\.\\d{1,15})?")) {
            return Double.valueOf(plain);
        }
        try {
            return plain.isEmpty() ? null : plain(Json.parse(plain.getBytes(StandardCharsets.UTF_8)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The question was answered with what is neither a number nor JSON", e);
        }
    }

    private static Object plain(JsonNode json) {
        if (json.isTextual()) {
            throw new IllegalArgumentException("The question was answered with a text: there is no number in that");
        }
        return Json.MAPPER.convertValue(json, Object.class);
    }

    private static Reading row(Map<?, ?> row) {
        Map<String, String> labels = new TreeMap<>();
        Double value = null;
        for (Map.Entry<?, ?> column : row.entrySet()) {
            String name = String.valueOf(column.getKey()).toLowerCase(Locale.ROOT);
            if (name.equals(VALUE) || (row.size() == 1 && column.getValue() instanceof Number)) {
                value = number(column.getValue());
            } else if (labels.size() < MOST_LABELS) {
                labels.put(label(name), label(String.valueOf(column.getValue())));
            }
        }
        if (value == null) {
            throw new IllegalArgumentException("A row of the answer has no column '" + VALUE
                    + "' with a number: it has "
                    + String.join(
                            ", ", row.keySet().stream().map(String::valueOf).toList()));
        }
        return new Reading(labels, value);
    }

    private static Double number(Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof Boolean holds) {
            return holds ? 1.0 : 0.0;
        }
        String text = String.valueOf(value);
        return text.matches("-?\\d{1,15}(\\.\\d{1,15})?") ? Double.valueOf(text) : null;
    }

    /** Labels go into messages, logs and the database: each is a text that all of them take, and show as one line. */
    static String label(String text) {
        StringBuilder plain = new StringBuilder();
        String safe = Secrets.known().masked(text);
        for (int i = 0; i < safe.length(); ) {
            int character = safe.codePointAt(i);
            i += Character.charCount(character);
            if (plain.length() + Character.charCount(character) > LONGEST_LABEL) {
                break;
            }
            plain.appendCodePoint(shown(character));
        }
        return plain.toString();
    }

    private static int shown(int character) {
        if (Character.getType(character) == Character.SURROGATE) {
            return REPLACEMENT; // half of a character
        }
        boolean breaks = Character.isBmpCodePoint(character) && LogText.breaks((char) character);
        return breaks || character == '\t' ? ' ' : character;
    }
}
