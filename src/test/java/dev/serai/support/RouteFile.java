package dev.serai.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/**
 * A file of {@code routes/} as YAML, for tests that look at files instead of running them.
 *
 * @param folder below {@code routes/}, empty for those that stand at the top
 * @param name without {@code .camel.yaml}
 */
public record RouteFile(Path path, String folder, String name, String text) {

    private static final Path ROOT = Path.of("routes");
    private static final String SUFFIX = ".camel.yaml";

    /** Every YAML file, however it is named, but for the rules of models, which are data. */
    public static List<RouteFile> all() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            List<RouteFile> all = new ArrayList<>();
            for (Path path : files.filter(Files::isRegularFile).sorted().toList()) {
                if (path.toString().matches(".*(?<!\\.models)\\.ya?ml")) {
                    all.add(of(path));
                }
            }
            return all;
        }
    }

    public static List<RouteFile> in(String folder) throws IOException {
        return all().stream().filter(file -> file.folder.equals(folder)).toList();
    }

    private static RouteFile of(Path path) throws IOException {
        Path parent = ROOT.relativize(path).getParent();
        String file = path.getFileName().toString();
        return new RouteFile(
                path, parent == null ? "" : parent.toString(), file.replace(SUFFIX, ""), Files.readString(path));
    }

    /** The file's elements of a kind: {@code route}, {@code routeTemplate}, {@code templatedRoute}, … */
    public List<Map<String, Object>> elements(String kind) {
        return list(new Yaml().load(text)).stream()
                .map(RouteFile::map)
                .filter(element -> element.containsKey(kind))
                .map(element -> map(element.get(kind)))
                .toList();
    }

    /** Routes, those inside templates included. */
    public List<Map<String, Object>> routes() {
        List<Map<String, Object>> routes = new ArrayList<>(elements("route"));
        elements("routeTemplate").forEach(template -> routes.add(map(template.get("route"))));
        return routes;
    }

    /** Parameters by name, of a template with their defaults, null where there is none. */
    public Map<String, String> parameters() {
        Map<String, String> parameters = new TreeMap<>();
        for (String kind : List.of("templatedRoute", "routeTemplate")) {
            for (Map<String, Object> element : elements(kind)) {
                for (Object parameter : list(element.get("parameters"))) {
                    Map<String, Object> it = map(parameter);
                    Object value = it.getOrDefault("value", it.get("defaultValue"));
                    parameters.put((String) it.get("name"), value == null ? null : value.toString());
                }
            }
        }
        return parameters;
    }

    /** Settings by pattern of a provider's rules of models, as they are written; empty where there are none. */
    public Map<String, Object> modelRules() throws IOException {
        Path rules = path.resolveSibling(parameters().getOrDefault("modelRules", name) + ".models.yaml");
        return Files.exists(rules)
                ? map(map(new Yaml().load(Files.readString(rules))).get("models"))
                : Map.of();
    }

    /** Shows every map of the file together with the key that it stands under; maps in a list stand under the list's. */
    public void eachMap(BiConsumer<String, Map<String, Object>> visitor) {
        visit("", new Yaml().load(text), visitor);
    }

    private static void visit(String key, Object node, BiConsumer<String, Map<String, Object>> visitor) {
        if (node instanceof List<?> items) {
            items.forEach(item -> visit(key, item, visitor));
        } else if (node instanceof Map<?, ?>) {
            Map<String, Object> it = map(node);
            visitor.accept(key, it);
            it.forEach((name, value) -> visit(name, value, visitor));
        }
    }

    @SuppressWarnings("unchecked")
    public static Map<String, Object> map(Object node) {
        return (Map<String, Object>) node;
    }

    @SuppressWarnings("unchecked")
    public static List<Object> list(Object node) {
        return node == null ? List.of() : (List<Object>) node;
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
