package dev.serai.files;

import dev.serai.wire.Reason;
import dev.serai.wire.Spelling;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
public final class YamlFile {

    private final String name;
    private final List<Problem> problems = new ArrayList<>();

    /**
     * Has nothing to examine yet.
     *
     * @param name for messages
     */
    public YamlFile(String name) {
        this.name = name;
    }

    /**
     * Reads a text.
     *
     * @param ifEmpty what to say of an empty one
     * @throws InvalidFilesException if it is empty, not YAML, or of more depth or repetition than anybody means
     */
    public Node root(String yaml, String ifEmpty) {
        LoadSettings settings = LoadSettings.builder().setLabel(name).build();
        try {
            Optional<YamlBounds.Excess> excess = YamlBounds.excess(settings, yaml);
            if (excess.isPresent()) {
                throw invalid(line(excess.get().place()), excess.get().reason(), null);
            }
            return new Compose(settings).composeString(yaml).orElseThrow(() -> invalid(0, ifEmpty, null));
        } catch (MarkedYamlEngineException e) {
            throw invalid(line(e, yaml), e.getProblem() + ": this is not YAML", e);
        } catch (YamlEngineException e) {
            throw invalid(0, Reason.of(e) + ": this is not YAML", e);
        }
    }

    /**
     * The values of a mapping by their keys, in the file's order. Notes what is no mapping, and keys that stand twice or
     * are unknown.
     *
     * @param known what keys there may be; empty for any
     */
    public Map<String, Node> fields(Node node, Set<String> known) {
        Map<String, Node> fields = new LinkedHashMap<>();
        if (!(node instanceof MappingNode map)) {
            wrong(node, "write keys and their values here" + (known.isEmpty() ? "" : ": " + words(known)));
            return fields;
        }
        for (NodeTuple field : map.getValue()) {
            String key = text(field.getKeyNode());
            if (!known.isEmpty() && !known.contains(key)) {
                wrong(
                        field.getKeyNode(),
                        key + " is unknown"
                                + Spelling.meant(key, known)
                                        .map(it -> ": did you mean " + it + "?")
                                        .orElse("") + "; write one of " + words(known));
            } else if (fields.putIfAbsent(key, field.getValueNode()) != null) {
                wrong(field.getKeyNode(), key + " stands here twice");
            }
        }
        return fields;
    }

    /** The same by the nodes of the keys, whatever keys there are; of those that stand twice the first. */
    public Map<Node, Node> fieldNodes(Node node) {
        Map<Node, Node> nodes = new LinkedHashMap<>();
        Set<String> left = new HashSet<>(fields(node, Set.of()).keySet());
        if (node instanceof MappingNode map) {
            for (NodeTuple field : map.getValue()) {
                if (left.remove(text(field.getKeyNode()))) {
                    nodes.put(field.getKeyNode(), field.getValueNode());
                }
            }
        }
        return nodes;
    }

    /** Whether any was noted. */
    public boolean hasMistakes() {
        return !problems.isEmpty();
    }

    /** Notes a mistake. */
    public void wrong(Node node, String reason) {
        problems.add(new Problem(name, line(node), reason));
    }

    /** What is thrown where a mistake ends the examination at once. */
    public InvalidFilesException invalid(Node node, String reason) {
        return invalid(line(node), reason, null);
    }

    /**
     * Ends the examination.
     *
     * @throws InvalidFilesException if anything was noted
     */
    public void requireNothingWrong() {
        if (!problems.isEmpty()) {
            throw new InvalidFilesException(problems);
        }
    }

    /** A scalar's text, empty for anything else. */
    public static String text(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    /** The line in which it begins, from 1; 0 if that is not known. */
    public static int line(Node node) {
        return line(node.getStartMark());
    }

    /**
     * The line, from 1, in which somebody made the mistake, where the parser mostly noticed it in the next one: a quote
     * or bracket that is not closed is where it was opened, and a key without its colon is the line before.
     *
     * @param yaml the text that was parsed
     * @return 0 if that is not known
     */
    public static int line(MarkedYamlEngineException mistake, String yaml) {
        String context = String.valueOf(mistake.getContext());
        if (context.contains("flow") || context.contains("scalar") || context.contains("simple key")) {
            return line(mistake.getContextMark().or(mistake::getProblemMark));
        }
        int line = line(mistake.getProblemMark().or(mistake::getContextMark));
        return String.valueOf(mistake.getProblem()).startsWith("mapping values") ? keyWithoutColon(yaml, line) : line;
    }

    /** The line before, if it has words and no colon: the parser takes it and this one for one text. */
    private static int keyWithoutColon(String yaml, int line) {
        String before = line < 2 ? "" : yaml.lines().skip(line - 2L).findFirst().orElse("");
        boolean text = !before.isBlank()
                && !before.contains(": ")
                && !before.stripTrailing().endsWith(":");
        return text && !before.strip().startsWith("#") ? line - 1 : line;
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(it -> it.getLine() + 1).orElse(0);
    }

    private InvalidFilesException invalid(int line, String reason, Exception cause) {
        return new InvalidFilesException(List.of(new Problem(name, line, reason)), cause);
    }

    private static String words(Set<String> known) {
        return String.join(", ", known);
    }
}
