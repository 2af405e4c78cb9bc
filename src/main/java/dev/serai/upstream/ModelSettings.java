package dev.serai.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.serai.wire.Glob;
import dev.serai.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What differs from model to model of one provider, as its file says it: lines of a model pattern and settings, of
 * which a later line overrides an earlier one.
 *
 * <pre>
 * *                 maxTokens=64000
 * claude-3-haiku*   maxTokens=4096
 * claude-opus-4-7*  drop=temperature,top_p
 * </pre>
 */
final class ModelSettings {

    private record Line(Glob models, ObjectNode settings) {}

    private static final int MOST_CACHED = 1000;

    private final List<Line> lines = new ArrayList<>();
    private final Map<String, ObjectNode> cache = new ConcurrentHashMap<>();

    /**
     * @throws IllegalArgumentException naming the line if one is no pattern with settings
     */
    ModelSettings(String text) {
        for (String line : text.split("\\R", -1)) {
            if (!line.isBlank()) {
                lines.add(parse(line.strip()));
            }
        }
    }

    /** The settings of a model, not to be changed: numbers and true or false as such, everything else as text. */
    ObjectNode of(String model) {
        ObjectNode known = cache.get(model);
        if (known == null) {
            known = look(model);
            if (cache.size() < MOST_CACHED) { // clients choose the names: they must not fill the memory
                cache.put(model, known);
            }
        }
        return known;
    }

    private ObjectNode look(String model) {
        ObjectNode settings = Json.MAPPER.createObjectNode();
        for (Line line : lines) {
            if (line.models.matches(model)) {
                settings.setAll(line.settings);
            }
        }
        return settings;
    }

    private static Line parse(String line) {
        String[] words = line.split("\\s+", -1);
        ObjectNode settings = Json.MAPPER.createObjectNode();
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "modelSettings: '" + words[i] + "' in the line '" + line + "' is not key=value");
            }
            settings.set(words[i].substring(0, equals), value(words[i].substring(equals + 1)));
        }
        return new Line(Glob.of(words[0]), settings);
    }

    private static JsonNode value(String text) {
        if (text.matches("-?\\d{1,18}")) {
            return LongNode.valueOf(Long.parseLong(text));
        }
        return switch (text) {
            case "true" -> BooleanNode.TRUE;
            case "false" -> BooleanNode.FALSE;
            default -> TextNode.valueOf(text);
        };
    }
}
