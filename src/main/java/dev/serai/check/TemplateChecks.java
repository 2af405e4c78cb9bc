package dev.serai.check;

import dev.serai.check.TemplateYaml.Parameter;
import dev.serai.files.Problem;
import dev.serai.wire.Spelling;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Whether routes give their templates what these know: Camel would take a misspelt parameter for one that nobody reads. */
final class TemplateChecks {

    private final Map<String, Set<String>> known = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    private TemplateChecks() {}

    /**
     * Checks all files of a generation together.
     *
     * @return what is wrong; empty if nothing is
     */
    static List<Problem> of(List<RouteYaml> files) {
        TemplateChecks checks = new TemplateChecks();
        for (RouteYaml file : files) {
            file.templates().stream().filter(it -> !it.use()).forEach(it -> checks.template(file, it));
        }
        for (RouteYaml file : files) {
            file.templates().stream().filter(TemplateYaml::use).forEach(it -> checks.use(file, it));
        }
        return checks.problems;
    }

    private void template(RouteYaml file, TemplateYaml template) {
        Set<String> names = known.computeIfAbsent(template.name(), name -> new TreeSet<>());
        for (Parameter parameter : template.parameters()) {
            String name = parameter.name().name();
            if (!names.add(name)) {
                report(file, parameter, "the parameter " + name + " stands here twice");
            } else if (!template.words().isEmpty()
                    && !template.read().contains(name)
                    && !template.words().contains(name)) {
                report(
                        file,
                        parameter,
                        "nothing reads the parameter '" + name + "': no {{" + name + "}} stands in the template, and"
                                + " the gateway knows none of that name"
                                + Spelling.hint(name, template.words()));
            }
        }
    }

    private void use(RouteYaml file, TemplateYaml route) {
        Set<String> names = known.get(route.name());
        if (names == null) { // Camel says that the template is unknown
            return;
        }
        Set<String> seen = new HashSet<>();
        for (Parameter parameter : route.parameters()) {
            String name = parameter.name().name();
            if (!names.contains(name)) {
                report(
                        file,
                        parameter,
                        "the template " + route.name() + " has no parameter '" + name + "'"
                                + Spelling.hint(name, names));
            } else if (!parameter.given()) {
                report(
                        file,
                        parameter,
                        "the parameter " + name + " has no value: write { name: " + name + ", value: … }");
            } else if (!seen.add(name)) {
                report(file, parameter, "the parameter " + name + " stands here twice");
            }
        }
    }

    private void report(RouteYaml file, Parameter parameter, String reason) {
        problems.add(new Problem(file.path(), parameter.name().line(), reason));
    }
}
