package dev.serai.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A dashboard of Grafana. */
record Dashboard(Path file, JsonNode json) {

    /** All panels, those in closed rows included. */
    List<JsonNode> panels() {
        List<JsonNode> panels = new ArrayList<>();
        json.path("panels").forEach(panel -> {
            panels.add(panel);
            panel.path("panels").forEach(panels::add);
        });
        return panels;
    }

    /** Panels that show something: no headings. */
    List<JsonNode> diagrams() {
        return panels().stream()
                .filter(panel ->
                        !List.of("row", "text").contains(panel.path("type").asText()))
                .toList();
    }

    /** Where each query stands, and what it asks; of annotations also where there is nothing to show. */
    Map<String, PromQl> queries() {
        Map<String, PromQl> queries = new LinkedHashMap<>();
        for (JsonNode panel : panels()) {
            for (JsonNode target : panel.path("targets")) {
                String place = this + ", " + panel.path("title").asText() + ", "
                        + target.path("refId").asText();
                queries.put(place, new PromQl(target.path("expr").asText()));
            }
        }
        for (JsonNode annotation : json.path("annotations").path("list")) {
            String place = this + ", " + annotation.path("name").asText() + ", A";
            queries.put(place, new PromQl(annotation.path("expr").asText()).withoutThresholds());
        }
        return queries;
    }

    /** The variables that it lets one choose, and the labels that give their values: {@code label_values(series, label)}. */
    Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        for (JsonNode variable : json.path("templating").path("list")) {
            if (variable.path("type").asText().equals("query")) {
                variables.put(
                        variable.path("name").asText(),
                        variable.path("query").path("query").asText());
            }
        }
        return variables;
    }

    /** Names of the variables, of whatever kind. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        json.path("templating")
                .path("list")
                .forEach(it -> names.add(it.path("name").asText()));
        return names;
    }

    @Override
    public String toString() {
        return file.getFileName().toString();
    }
}
