package dev.serai.check;

import dev.serai.files.YamlFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.dsl.yaml.YamlRoutesBuilderLoader;
import org.apache.camel.dsl.yaml.common.YamlDeserializationContext;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads route files into definitions without what makes beans while it is read. What is left are words: a class, script or
 * service that they name is looked up when a route starts, and these never do.
 */
final class DraftYaml extends YamlRoutesBuilderLoader {

    private static final Set<String> BEANS = Set.of("beans", "templateBean", "template-bean", "bean");

    /** Elements that are known to Camel and left out: no mistakes, but not looked at. */
    private static final Set<String> KNOWN = Set.of(
            "beans", "rest", "restConfiguration", "rest-configuration", "errorHandler", "error-handler", "intercept");

    @Override
    protected RouteBuilder builder(YamlDeserializationContext reading, Node root) {
        if (root instanceof SequenceNode elements) {
            elements.getValue().removeIf(DraftYaml::isLeftOut);
            elements.getValue().forEach(DraftYaml::dropBeans);
        }
        return super.builder(reading, root);
    }

    private static boolean isLeftOut(Node element) {
        return element instanceof MappingNode map
                && map.getValue().stream().map(DraftYaml::key).anyMatch(KNOWN::contains);
    }

    /** Templates and their uses may have beans of their own. */
    private static void dropBeans(Node element) {
        if (!(element instanceof MappingNode map)) {
            return;
        }
        for (NodeTuple entry : map.getValue()) {
            if (entry.getValueNode() instanceof MappingNode body && !key(entry).equals("route")) {
                List<NodeTuple> kept = new ArrayList<>(body.getValue());
                kept.removeIf(part -> BEANS.contains(key(part)));
                body.setValue(kept);
            }
        }
    }

    private static String key(NodeTuple entry) {
        return YamlFile.text(entry.getKeyNode());
    }
}
