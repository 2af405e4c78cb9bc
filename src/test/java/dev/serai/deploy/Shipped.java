package dev.serai.deploy;

import static dev.serai.support.RouteFile.map;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** What is in {@code deploy/}. */
final class Shipped {

    static final Path FOLDER = Path.of("deploy");
    static final Path RULES = FOLDER.resolve("prometheus/rules");
    static final Path DASHBOARDS = FOLDER.resolve("grafana/dashboards");

    /** An alert rule, or a recording rule where it has no name. */
    record Rule(
            String alert, String record, PromQl query, Map<String, Object> labels, Map<String, Object> annotations) {

        boolean isAlert() {
            return alert != null;
        }

        @Override
        public String toString() {
            return isAlert() ? alert : record;
        }
    }

    private Shipped() {}

    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    static Map<String, Object> yaml(Path file) throws IOException {
        return map(new Yaml().load(Files.readString(file)));
    }

    /** All rules of Prometheus. */
    static List<Rule> rules() throws IOException {
        List<Rule> rules = new ArrayList<>();
        for (Path file : files(RULES)) {
            for (JsonNode rule : Json.MAPPER.valueToTree(yaml(file)).findValues("rules")) {
                rule.forEach(each -> rules.add(rule(each)));
            }
        }
        return rules;
    }

    private static Rule rule(JsonNode rule) {
        return new Rule(
                rule.path("alert").asText(null),
                rule.path("record").asText(null),
                new PromQl(rule.path("expr").asText()),
                object(rule.path("labels")),
                object(rule.path("annotations")));
    }

    private static Map<String, Object> object(JsonNode node) {
        Map<String, Object> object = new LinkedHashMap<>();
        node.properties()
                .forEach(member -> object.put(member.getKey(), member.getValue().asText()));
        return object;
    }

    /** The dashboards by their files. */
    static List<Dashboard> dashboards() throws IOException {
        List<Dashboard> dashboards = new ArrayList<>();
        for (Path file : files(DASHBOARDS)) {
            dashboards.add(new Dashboard(file, Json.MAPPER.readTree(Files.readString(file))));
        }
        return dashboards;
    }
}
