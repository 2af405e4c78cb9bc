package dev.serai.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.serai.files.InvalidFilesException;
import dev.serai.files.YamlFile;
import dev.serai.wire.Json;
import dev.serai.wire.Spelling;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A file {@code routes/providers/<name>.models.yaml}: what differs from model to model of a vendor, as of a date.
 *
 * <pre>
 * asOf: 2026-11-21
 * source: https://docs.acme.example/models
 * keys: { maxTokens: sent if the caller sets no limit }
 * models:
 *   "*": { maxTokens: 64000 }
 *   acme-2-*: { maxTokens: 4096, drop: [temperature, top_p] }
 * </pre>
 *
 * @param asOf the day on which they were true
 * @param source the vendor's page that they were read from
 * @param rules in the file's order; a later one overrides an earlier one key by key
 */
public record ModelRules(LocalDate asOf, String source, List<ModelRule> rules) {

    /** Of a provider whose models are all alike. */
    public static final ModelRules NONE = new ModelRules(LocalDate.EPOCH, "", List.of());

    /** What the gateway itself does by model; other keys are for transforms, and the file explains them. */
    static final Set<String> OWN = Set.of("drop", "rename", "prefill", "contextWindow");

    /** What may stand at {@code prefill}. */
    static final Set<String> PREFILL = Set.of("true", "false", "repeated");

    /**
     * Reads a file.
     *
     * @param path for messages
     * @throws InvalidFilesException with the line of each mistake
     */
    public static ModelRules parse(String path, byte[] content) {
        YamlFile yaml = new YamlFile(path);
        Node root = yaml.root(
                new String(content, StandardCharsets.UTF_8), "the file is empty; delete it, or write rules into it");
        Map<String, Node> parts = yaml.fields(root, Set.of("asOf", "source", "keys", "models"));
        for (String part : List.of("asOf", "source", "models")) {
            if (!parts.containsKey(part)) {
                yaml.wrong(root, part + " is missing");
            }
        }
        yaml.requireNothingWrong();
        Set<String> known = new HashSet<>(OWN);
        if (parts.containsKey("keys")) {
            known.addAll(yaml.fields(parts.get("keys"), Set.of()).keySet());
        }
        List<ModelRule> rules = new ArrayList<>();
        yaml.fields(parts.get("models"), Set.of())
                .forEach((pattern, settings) ->
                        rules.add(new ModelRule(ModelPattern.of(pattern), settings(yaml, settings, known))));
        if (parts.containsKey("keys")) {
            unused(yaml, parts.get("keys"), rules);
        }
        LocalDate asOf = date(yaml, parts.get("asOf"));
        yaml.requireNothingWrong();
        return new ModelRules(asOf, YamlFile.text(parts.get("source")), rules);
    }

    /** Where a rule is not explained, an explanation that no rule has may be the one that is misspelt. */
    private static void unused(YamlFile yaml, Node keys, List<ModelRule> rules) {
        if (!yaml.hasMistakes()) {
            return;
        }
        yaml.fieldNodes(keys).forEach((field, explanation) -> {
            String key = YamlFile.text(field);
            if (rules.stream().noneMatch(rule -> rule.settings().has(key))) {
                yaml.wrong(field, key + " is explained, and no rule has it");
            }
        });
    }

    private static LocalDate date(YamlFile yaml, Node node) {
        try {
            return LocalDate.parse(YamlFile.text(node));
        } catch (DateTimeException e) {
            yaml.wrong(node, "asOf is the day on which the rules were true: 2026-11-21");
            return LocalDate.EPOCH;
        }
    }

    private static ObjectNode settings(YamlFile yaml, Node node, Set<String> known) {
        ObjectNode settings = Json.MAPPER.createObjectNode();
        yaml.fieldNodes(node).forEach((field, value) -> {
            String key = YamlFile.text(field);
            if (!known.contains(key)) {
                yaml.wrong(
                        field,
                        key + " is explained nowhere: say under keys what it does"
                                + Spelling.meant(key, known)
                                        .map(it -> ", or did you mean " + it + "?")
                                        .orElse(""));
            } else if (!fits(key, value)) {
                yaml.wrong(
                        value,
                        "drop is a list of names, rename an object of names, prefill true, false or repeated, contextWindow"
                                + " a number of tokens: drop: [temperature, top_p]");
            } else {
                settings.set(key, json(value));
            }
        });
        return settings;
    }

    private static boolean fits(String key, Node value) {
        return switch (key) {
            case "drop" -> value instanceof SequenceNode;
            case "rename" -> value instanceof MappingNode;
            case "prefill" -> PREFILL.contains(YamlFile.text(value));
            case "contextWindow" -> YamlFile.text(value).matches("[1-9]\\d{3,8}");
            default -> true;
        };
    }

    private static JsonNode json(Node node) {
        if (node instanceof SequenceNode list) {
            var array = Json.MAPPER.createArrayNode();
            list.getValue().forEach(item -> array.add(json(item)));
            return array;
        }
        if (node instanceof MappingNode map) {
            ObjectNode object = Json.MAPPER.createObjectNode();
            map.getValue().forEach(field -> object.set(YamlFile.text(field.getKeyNode()), json(field.getValueNode())));
            return object;
        }
        return scalar((ScalarNode) node);
    }

    private static JsonNode scalar(ScalarNode node) {
        String text = node.getValue();
        if (node.getTag().equals(Tag.BOOL)) {
            return BooleanNode.valueOf(Boolean.parseBoolean(text));
        }
        if (node.getTag().equals(Tag.INT) && text.matches("-?[0-9]{1,18}")) {
            return LongNode.valueOf(Long.parseLong(text));
        }
        return node.getTag().equals(Tag.FLOAT) && text.matches("-?[0-9]{1,9}\\.[0-9]{1,9}")
                ? DecimalNode.valueOf(new BigDecimal(text))
                : TextNode.valueOf(text);
    }
}
