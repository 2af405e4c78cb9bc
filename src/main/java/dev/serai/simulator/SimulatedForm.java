package dev.serai.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is said to a simulated provider beside its models: forms, and JSON. */
final class SimulatedForm {

    private static final Pattern BOUNDARY = Pattern.compile("boundary=\"?([^\";]+)\"?");
    private static final Pattern NAMED = Pattern.compile("(?i)\\b(name|filename)=\"([^\"]*)\"");

    private static final int MOST_PARTS = 100;

    /** A part of a form: a field's value, or a file's bytes with its name. */
    record Part(String filename, byte[] bytes) {
        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private SimulatedForm() {}

    static ObjectNode parsed(String text) {
        return parsed(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A body that is a JSON object. */
    static ObjectNode parsed(byte[] bytes) {
        try {
            if (Json.parse(bytes) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw ApiException.badRequest("invalid_json", null, "The body is no JSON");
        }
        throw ApiException.badRequest("invalid_json", null, "The body is no JSON object");
    }

    /** The parts of a form by their names. */
    static Map<String, Part> of(String type, byte[] bytes) {
        Map<String, Part> form = new HashMap<>();
        Matcher boundary = BOUNDARY.matcher(type);
        if (!boundary.find()) {
            throw ApiException.badRequest("invalid_multipart", null, "The body is no form");
        }
        String text = "\r\n" + new String(bytes, StandardCharsets.ISO_8859_1);
        for (String part : text.split(Pattern.quote("\r\n--" + boundary.group(1)), MOST_PARTS)) {
            int head = part.indexOf("\r\n\r\n");
            Map<String, String> names = new HashMap<>();
            for (Matcher named = NAMED.matcher(head < 0 ? "" : part.substring(0, head)); named.find(); ) {
                names.put(named.group(1), named.group(2));
            }
            if (names.containsKey("name")) {
                byte[] value = part.substring(head + 4).getBytes(StandardCharsets.ISO_8859_1);
                form.put(names.get("name"), new Part(names.get("filename"), value));
            }
        }
        return form;
    }
}
