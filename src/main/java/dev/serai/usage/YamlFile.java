package dev.serai.usage;

import dev.serai.wire.InvalidFilesException;
import dev.serai.wire.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** A YAML file under examination: what is wrong with it is noted with its line, and told at the end. */
final class YamlFile {

    private final String name;
    private final List<Problem> problems = new ArrayList<>();

    /**
     * @param name for messages
     */
    YamlFile(String name) {
        this.name = name;
    }

    /**
     * Reads a text.
     *
     * @throws InvalidFilesException if it is empty or not YAML
     */
    Node root(String yaml) {
        LoadSettings settings = LoadSettings.builder().setLabel(name).build();
        try {
            return new Compose(settings)
                    .composeString(yaml)
                    .orElseThrow(() -> new InvalidFilesException(List.of(new Problem(name, 0, "the file is empty"))));
        } catch (MarkedYamlEngineException e) {
            throw notYaml(line(e.getProblemMark().or(e::getContextMark).orElse(null)), e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw notYaml(0, e.getMessage(), e);
        }
    }

    /**
     * The values of a mapping by their keys, in the file's order. Notes what is no mapping, and keys that stand twice or
     * are unknown.
     *
     * @param known what keys there may be; empty for any
     */
    Map<String, Node> fields(Node node, Set<String> known) {
        Map<String, Node> fields = new LinkedHashMap<>();
        if (!(node instanceof MappingNode map)) {
            wrong(node, "write keys and their values here" + (known.isEmpty() ? "" : ": " + words(known)));
            return fields;
        }
        for (NodeTuple field : map.getValue()) {
            String key = text(field.getKeyNode());
            if (!known.isEmpty() && !known.contains(key)) {
                wrong(field.getKeyNode(), key + " is unknown: write one of " + words(known));
            } else if (fields.putIfAbsent(key, field.getValueNode()) != null) {
                wrong(field.getKeyNode(), key + " stands here twice");
            }
        }
        return fields;
    }

    /** Notes a mistake. */
    void wrong(Node node, String reason) {
        problems.add(new Problem(name, line(node.getStartMark().orElse(null)), reason));
    }

    /**
     * Ends the examination.
     *
     * @throws InvalidFilesException if anything was noted
     */
    void requireNothingWrong() {
        if (!problems.isEmpty()) {
            throw new InvalidFilesException(problems);
        }
    }

    /** A scalar's text, empty for anything else. */
    static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    private InvalidFilesException notYaml(int line, String reason, Exception cause) {
        return new InvalidFilesException(List.of(new Problem(name, line, reason + ": this is not YAML")), cause);
    }

    private static int line(Mark mark) {
        return mark == null ? 0 : mark.getLine() + 1;
    }

    private static String words(Set<String> known) {
        return String.join(", ", known);
    }
}
