package dev.serai.check;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.serai.files.Problem;
import dev.serai.files.YamlFile;
import dev.serai.wire.Json;
import dev.serai.wire.Spelling;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/**
 * Which keys of route files Camel does not know. It says so itself, of the first one and not where; asked where something
 * is wrong, since the schema of its YAML is large.
 */
public final class KeyChecks {

    private static final String SCHEMA = "/schema/camelYamlDsl.json";

    /** What stands below these is for components and beans to know. */
    private static final Set<String> FREE = Set.of("parameters", "properties", "constructors");

    private static final Set<String> PARAMETER = Set.of("name", "value", "defaultValue");

    private static Set<String> known;

    private final RouteYaml file;
    private final List<Problem> problems = new ArrayList<>();

    private KeyChecks(RouteYaml file) {
        this.file = file;
    }

    /** The keys of a file that look like others. */
    public static List<Problem> of(RouteYaml file) {
        KeyChecks checks = new KeyChecks(file);
        YamlNodes.all("", file.root(), checks::look);
        return checks.problems;
    }

    /** What is said of a key that Camel does not know. */
    static String hint(String key) {
        return Spelling.like(key, known())
                .map(it -> ": did you mean " + it + "?")
                .orElse("");
    }

    private void look(String key, Node node) {
        if (node instanceof MappingNode map && (!FREE.contains(key) || isParameter(node))) {
            for (NodeTuple field : map.getValue()) {
                String name = YamlFile.text(field.getKeyNode());
                Optional<String> like = known().contains(name) ? Optional.empty() : Spelling.like(name, known());
                like.ifPresent(meant -> problems.add(new Problem(
                        file.path(),
                        YamlFile.line(field.getKeyNode()),
                        "there is no '" + name + "' in Camel's YAML: did you mean " + meant + "?")));
            }
        }
    }

    /** Of a template or its use: items of a list, which have a name. */
    private static boolean isParameter(Node node) {
        return YamlNodes.fields(node).keySet().stream()
                .anyMatch(key -> PARAMETER.contains(key)
                        || Spelling.meant(key, PARAMETER).isPresent());
    }

    private static synchronized Set<String> known() {
        if (known == null) {
            known = read();
        }
        return known;
    }

    private static Set<String> read() {
        Set<String> names = new TreeSet<>();
        try (InputStream schema = KeyChecks.class.getResourceAsStream(SCHEMA);
                JsonParser json = Json.FACTORY.createParser(schema)) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.FIELD_NAME
                        && json.currentName().equals("properties")) {
                    json.nextToken();
                    while (json.nextToken() == JsonToken.FIELD_NAME) {
                        names.add(json.currentName());
                        if (json.nextToken().isStructStart()) {
                            json.skipChildren();
                        }
                    }
                }
            }
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + SCHEMA, e);
        }
    }
}
