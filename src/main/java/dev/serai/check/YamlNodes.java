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

    /** What stands at the keys of a mapping. */
    public static Map<String, Node> fields(Node node) {
        Map<String, Node> fields = new LinkedHashMap<>();
        each(node, fields::put);
        return fields;
    }

    static Named named(ScalarNode scalar) {
        return new Named(scalar.getValue(), YamlFile.line(scalar));
    }
}
