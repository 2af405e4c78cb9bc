package dev.serai.check;

import dev.serai.files.GenerationFiles;
import dev.serai.files.InvalidFilesException;
import dev.serai.files.YamlFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A route file with its lines: Camel says what is wrong with a route, but seldom where it was written.
 *
 * @param file below {@code routes/}
 * @param root all of it, for those who look for more
 * @param ids of routes and of steps
 * @param variables that its steps set
 * @param balancers what it asks for by {@code customLoadBalancer}
 */
public record RouteYaml(
        String file,
        Node root,
        List<Element> elements,
        List<Named> uris,
        List<Named> refs,
        List<Named> configurations,
        List<Named> ids,
        List<Named> variables,
        List<Named> balancers,
        List<Bean> beans,
        List<TemplateYaml> templates) {

    /** A word in the file and its line, from 1. */
    public record Named(String name, int line) {}

    /**
     * One of the file's top-level elements.
     *
     * @param kind {@code route}, {@code routeTemplate}, {@code templatedRoute}, …
     * @param id of the route that it is or makes, null if it has none
     * @param at the line of its kind
     * @param line where what it has begins
     * @param from the address of its consumer, null if it has none of its own
     */
    public record Element(String kind, Named id, Named from, int at, int line) {}

    /** A bean and its class. */
    record Bean(String name, Named type) {}

    private static final Set<String> NEEDED = Set.of("routeTemplate", "routeConfiguration");

    /** What holds an address: {@code to: direct:x} and {@code to: {uri: direct:x}} alike. */
    static final Set<String> ADDRESSES =
            Set.of("uri", "to", "toD", "from", "wireTap", "enrich", "pollEnrich", "poll", "deadLetterUri");

    /**
     * Reads a file.
     *
     * @throws InvalidFilesException if it is not YAML, or not a list of elements
     */
    public static RouteYaml parse(String file, byte[] content) {
        YamlFile yaml = new YamlFile(GenerationFiles.ROUTES + "/" + file);
        Node root = yaml.root(
                new String(content, StandardCharsets.UTF_8), "the file is empty; delete it, or write a route into it");
        if (!(root instanceof SequenceNode list)) {
            throw yaml.invalid(root, "a route file is a list: begin each element with '- route:'");
        }
        List<Element> elements = new ArrayList<>();
        List<TemplateYaml> templates = new ArrayList<>();
        for (Node item : list.getValue()) {
            YamlNodes.each(item, (kind, value) -> {
                elements.add(element(kind, value, YamlFile.line(item)));
                if (kind.equals("routeTemplate") || kind.equals("templatedRoute")) {
                    templates.add(TemplateYaml.of(kind, value));
                }
            });
        }
        List<Named> uris = new ArrayList<>();
        List<Named> refs = new ArrayList<>();
        List<Named> configurations = new ArrayList<>();
        List<Named> ids = new ArrayList<>();
        List<Named> variables = new ArrayList<>();
        YamlNodes.visit(root, (key, value) -> {
            if (ADDRESSES.contains(key)) {
                uris.add(value);
            } else if (key.equals("ref") || key.endsWith("Ref")) {
                refs.add(value);
            } else if (key.equals("variableReceive")) {
                variables.add(value);
            } else if (key.equals("routeConfigurationId")) {
                configurations.add(value);
            } else if (key.equals("id") || key.equals("routeId")) {
                ids.add(value);
            }
        });
        List<Named> balancers = new ArrayList<>();
        within(Set.of("setVariable", "setVariables"), "name", root, variables);
        within(Set.of("customLoadBalancer"), "ref", root, balancers);
        return new RouteYaml(
                file, root, elements, uris, refs, configurations, ids, variables, balancers, beans(list), templates);
    }

    boolean isTemplate() {
        return file.startsWith("templates/");
    }

    /** Whether other files' routes need it to be loaded before them. */
    boolean isNeededByOthers() {
        return elements.stream().anyMatch(element -> NEEDED.contains(element.kind));
    }

    /** Its path as people know it. */
    public String path() {
        return GenerationFiles.ROUTES + "/" + file;
    }

    /** The first line with that key, or 0. */
    int lineOfKey(String key) {
        int[] line = new int[1];
        YamlNodes.all("", root, (name, node) -> {
            if (node instanceof MappingNode map) {
                for (NodeTuple field : map.getValue()) {
                    if (line[0] == 0 && YamlFile.text(field.getKeyNode()).equals(key)) {
                        line[0] = YamlFile.line(field.getKeyNode());
                    }
                }
            }
        });
        return line[0];
    }

    /** The first line with that address, bean or other text, or 0. Camel may show an address's options in another order. */
    int lineOf(String word) {
        Named found = null;
        for (Named named : Stream.concat(uris.stream(), refs.stream()).toList()) {
            if (named.name.equals(word)) {
                return named.line;
            } else if (found == null && named.name.startsWith(word.replaceFirst("\\?.*", "") + "?")) {
                found = named;
            }
        }
        return found == null ? YamlNodes.lineOf(root, word.strip()) : found.line;
    }

    /** The beans that it makes by a class: names and classes. Those of a template are its own. */
    private static List<Bean> beans(SequenceNode list) {
        List<Bean> beans = new ArrayList<>();
        for (Node item : list.getValue()) {
            YamlNodes.each(item, (kind, value) -> {
                if (kind.equals("beans") && value instanceof SequenceNode made) {
                    made.getValue().forEach(bean -> bean(bean, beans));
                }
            });
        }
        return beans;
    }

    private static void bean(Node bean, List<Bean> found) {
        Named[] parts = new Named[2];
        YamlNodes.visit(bean, (key, value) -> {
            if (key.equals("name") && parts[0] == null) {
                parts[0] = value;
            } else if (key.equals("type")) {
                parts[1] = value;
            }
        });
        if (parts[0] != null && parts[1] != null) {
            found.add(new Bean(parts[0].name, parts[1]));
        }
    }

    private static Element element(String kind, Node node, int at) {
        Named[] found = new Named[2];
        YamlNodes.each(node, (key, value) -> {
            if ((key.equals("id") || key.equals("routeId")) && value instanceof ScalarNode scalar) {
                found[0] = YamlNodes.named(scalar);
            } else if (key.equals("from")) {
                YamlNodes.visit(node, (name, address) -> {
                    if (found[1] == null && (name.equals("from") || name.equals("uri"))) {
                        found[1] = address;
                    }
                });
            }
        });
        return new Element(kind, found[0], found[1], at, YamlFile.line(node));
    }

    /** Finds what stands at a key of these steps. */
    private static void within(Set<String> steps, String key, Node node, List<Named> found) {
        if (node instanceof SequenceNode list) {
            list.getValue().forEach(item -> within(steps, key, item, found));
        }
        YamlNodes.each(node, (name, value) -> {
            if (steps.contains(name)) {
                YamlNodes.visit(value, (inner, word) -> {
                    if (inner.equals(key)) {
                        found.add(word);
                    }
                });
            } else {
                within(steps, key, value, found);
            }
        });
    }
}
