package dev.serai.check;

import dev.serai.check.RouteYaml.Named;
import dev.serai.files.YamlFile;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Ways through the nodes of a YAML file. */
public final class YamlNodes {

    private YamlNodes() {}

    /** Shows the keys of a mapping with what stands at each. */
    static void each(Node node, BiConsumer<String, Node> visitor) {
        if (node instanceof MappingNode map) {
            for (NodeTuple entry : map.getValue()) {
                if (entry.getKeyNode() instanceof ScalarNode key) {
                    visitor.accept(key.getValue(), entry.getValueNode());
                }
            }
        }
    }

    /** Shows all keys, however deep, with what stands at each; items of a list stand at the list's key. */
    static void all(String key, Node node, BiConsumer<String, Node> visitor) {
        if (node instanceof SequenceNode list) {
            list.getValue().forEach(item -> all(key, item, visitor));
        } else {
            visitor.accept(key, node);
            each(node, (name, value) -> all(name, value, visitor));
        }
    }

    /** Shows all keys at which a text stands, however deep, but for endpoints' own options. */
    static void visit(Node node, BiConsumer<String, Named> visitor) {
        if (node instanceof SequenceNode list) {
            list.getValue().forEach(item -> visit(item, visitor));
        }
        each(node, (key, value) -> {
            if (value instanceof ScalarNode scalar) {
                visitor.accept(key, named(scalar));
            } else if (!key.equals("parameters")) { // an endpoint's own options
                visit(value, visitor);
            }
        });
    }

    /** The first line where that stands as a text that is no id, or 0. */
    static int lineOf(Node root, String word) {
        int[] line = new int[1];
        visit(root, (key, text) -> {
            if (line[0] == 0
                    && !word.isEmpty()
                    && !key.equals("id")
                    && text.name().strip().equals(word)) {
                line[0] = text.line();
            }
        });
        return line[0];
    }

    /** What stands at the keys of a mapping. */
    public static Map<String, Node> fields(Node node) {
        Map<String, Node> fields = new LinkedHashMap<>();
        each(node, fields::put);
        return fields;
    }

    /**
     * What the expression of a step says whoever asks, written in short or at length.
     *
     * @param step its keys
     * @return null where it depends on the request, or there is none
     */
    static ScalarNode constant(Map<String, Node> step) {
        Map<String, Node> languages = new LinkedHashMap<>(fields(step.get("expression")));
        languages.putAll(step);
        Node written = languages.getOrDefault("constant", languages.get("simple"));
        Node said = written instanceof MappingNode ? fields(written).get("expression") : written;
        boolean known = said instanceof ScalarNode text
                && (languages.containsKey("constant") || !text.getValue().contains("${"));
        return known ? (ScalarNode) said : null;
    }

    static Named named(ScalarNode scalar) {
        return new Named(scalar.getValue(), YamlFile.line(scalar));
    }
}
