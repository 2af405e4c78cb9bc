package dev.serai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.github.benmanes.caffeine.cache.Cache;
import dev.serai.time.HotCache;
import dev.serai.wire.Json;
import dev.serai.wire.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What differs from model to model of one provider: the rules of its vendor, and after them the lines of its own file,
 * a model pattern and settings each. A later one overrides an earlier one key by key.
 *
 * <pre>
 * *                 maxTokens=64000
 * acme-2-*          drop=temperature,top_p rename=max_tokens=max_completion_tokens
 * </pre>
 */
final class ModelSettings {

    /** Clients choose the names: what is remembered of them is bounded, in characters. */
    private static final long REMEMBERED = 1 << 20;

    private final List<ModelRule> rules;
    private final Set<String> keys = new TreeSet<>();
    private final Cache<String, ObjectNode> found = HotCache.builder()
            .maximumWeight(REMEMBERED)
            .weigher((String name, ObjectNode settings) -> name.length() + 100)
            .build();

    /**
     * Takes the rules first and the lines behind them.
     *
     * @throws IllegalArgumentException naming the line if one is no pattern with settings
     */
    ModelSettings(ModelRules rules, String lines) {
        this.rules = new ArrayList<>(rules.rules());
        for (String line : lines.split("\\R", -1)) {
            if (!line.isBlank()) {
                ModelRule rule = parse(line.strip());
                this.rules.add(rule);
                rule.settings().fieldNames().forEachRemaining(keys::add);
            }
        }
    }

    /** The settings of a model, not to be changed: numbers and true or false as such, everything else as text. */
    ObjectNode of(String model) {
        return found.get(model, this::look);
    }

    /** What is wrong with a key that is nearly one of those that are read. */
    Optional<String> misspelt(Set<String> read) {
        Set<String> known = new TreeSet<>(read);
        known.addAll(ModelRules.OWN);
        return keys.stream()
                .flatMap(key -> Spelling.meant(key, known).stream()
                        .map(meant -> "nothing reads '" + key + "' in modelSettings: did you mean " + meant + "?"))
                .findFirst();
    }

    private ObjectNode look(String model) {
        ObjectNode settings = Json.MAPPER.createObjectNode();
        for (ModelRule rule : rules) {
            if (rule.models().matches(model)) {
                settings.setAll(rule.settings());
            }
        }
        return settings;
    }

    private static ModelRule parse(String line) {
        String[] words = line.split("\\s+", -1);
        ObjectNode settings = Json.MAPPER.createObjectNode();
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "modelSettings: '" + words[i] + "' in the line '" + line + "' is not key=value");
            }
            String key = words[i].substring(0, equals);
            settings.set(key, value(key, words[i].substring(equals + 1)));
        }
        return new ModelRule(ModelPattern.of(words[0]), settings);
    }

    private static JsonNode value(String key, String text) {
        return switch (key) {
            case "drop" -> names(text);
            case "rename" -> pairs(text);
            case "prefill" -> prefill(text);
            default -> value(text);
        };
    }

    private static JsonNode prefill(String text) {
        if (!ModelRules.PREFILL.contains(text)) {
            throw new IllegalArgumentException("modelSettings: prefill is true, false or repeated, not '" + text + "'");
        }
        return value(text);
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

    private static ArrayNode names(String text) {
        ArrayNode names = Json.MAPPER.createArrayNode();
        for (String name : text.split(",", -1)) {
            if (!name.isEmpty()) {
                names.add(name);
            }
        }
        return names;
    }

    private static ObjectNode pairs(String text) {
        ObjectNode pairs = Json.MAPPER.createObjectNode();
        for (JsonNode pair : names(text)) {
            int equals = pair.asText().indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException("modelSettings: '" + pair.asText() + "' is not from=to");
            }
            pairs.put(pair.asText().substring(0, equals), pair.asText().substring(equals + 1));
        }
        return pairs;
    }
}
