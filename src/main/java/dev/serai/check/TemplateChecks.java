package dev.serai.check;

import dev.serai.check.TemplateYaml.Parameter;
import dev.serai.files.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Whether routes give their templates what these know: Camel would take a misspelt parameter for one that nobody reads. */
final class TemplateChecks {

    private TemplateChecks() {}

    /**
     * Checks all files of a generation together.
     *
     * @return what is wrong; empty if nothing is
     */
    static List<Problem> of(List<RouteYaml> files) {
        Map<String, Set<String>> known = new HashMap<>();
        for (RouteYaml file : files) {
            for (TemplateYaml template : file.templates()) {
                if (!template.use()) {
                    template.parameters()
                            .forEach(it -> known.computeIfAbsent(template.name(), name -> new TreeSet<>())
                                    .add(it.name().name()));
                }
            }
        }
        List<Problem> problems = new ArrayList<>();
        for (RouteYaml file : files) {
            for (TemplateYaml template : file.templates()) {
                Set<String> names = known.get(template.name());
                if (template.use() && names != null) { // Camel says it where the template is unknown
                    check(file, template, names, problems);
                }
            }
        }
        return problems;
    }

    private static void check(RouteYaml file, TemplateYaml route, Set<String> known, List<Problem> problems) {
        Set<String> seen = new HashSet<>();
        for (Parameter parameter : route.parameters()) {
            String name = parameter.name().name();
            String reason = null;
            if (!known.contains(name)) {
                reason = "the template " + route.name() + " has no parameter '" + name + "'; it has "
                        + String.join(", ", known);
            } else if (!parameter.given()) {
                reason = "the parameter " + name + " has no value: write { name: " + name + ", value: … }";
            } else if (!seen.add(name)) {
                reason = "the parameter " + name + " stands here twice";
            }
            if (reason != null) {
                problems.add(new Problem(file.path(), parameter.name().line(), reason));
            }
        }
    }
}
