package dev.serai.check;

import dev.serai.check.RouteYaml.Named;
import dev.serai.files.YamlFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A {@code routeTemplate}, or a {@code templatedRoute} that is made of one.
 *
 * @param name of the template
 * @param use whether it is a route that is made of it
 */
record TemplateYaml(String name, boolean use, List<Parameter> parameters) {

    /**
     * One of its parameters.
     *
     * @param given whether it has a value, or a default where it is the template's
     */
    record Parameter(Named name, boolean given) {}

    /** Reads what stands behind {@code routeTemplate:} or {@code templatedRoute:}. */
    static TemplateYaml of(String kind, Node element) {
        boolean use = kind.equals("templatedRoute");
        Map<String, Node> fields = fields(element);
        List<Parameter> parameters = new ArrayList<>();
        if (fields.get("parameters") instanceof SequenceNode list) {
            for (Node item : list.getValue()) {
                Map<String, Node> parameter = fields(item);
                if (parameter.get("name") instanceof ScalarNode name) {
                    Node value = parameter.get(use ? "value" : "defaultValue");
                    boolean given = value != null && !value.getTag().equals(Tag.NULL);
                    parameters.add(new Parameter(new Named(name.getValue(), YamlFile.line(name)), given));
                }
            }
        }
        return new TemplateYaml(YamlFile.text(fields.get(use ? "routeTemplateRef" : "id")), use, parameters);
    }

    private static Map<String, Node> fields(Node node) {
        Map<String, Node> fields = new HashMap<>();
        if (node instanceof MappingNode map) {
            for (NodeTuple field : map.getValue()) {
                fields.put(YamlFile.text(field.getKeyNode()), field.getValueNode());
            }
        }
        return fields;
    }
}
