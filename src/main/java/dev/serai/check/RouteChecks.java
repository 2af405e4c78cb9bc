package dev.serai.check;

import dev.serai.balancing.BalancerOptions;
import dev.serai.check.RouteYaml.Element;
import dev.serai.check.RouteYaml.Named;
import dev.serai.files.GenerationFiles;
import dev.serai.files.Problem;
import dev.serai.wire.Spelling;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Camel would accept although it cannot work, or should not: names that break the rules, ids that stand twice,
 * routes that nobody serves, components that route files may not use.
 */
public final class RouteChecks {

    /** Folders of {@code routes/} and how ids begin there. */
    private static final Map<String, String> FOLDERS = Map.of(
            "inbound", "inbound",
            "policies", "policy",
            "models", "model",
            "templates", "template",
            "providers", "provider",
            "alerts", "alert",
            "channels", "channel",
            "events", "event");

    private static final Pattern FILE = Pattern.compile("(?:([^/]+)/)?([a-z0-9]+(?:-[a-z0-9]+)*)\\.camel\\.yaml");
    private static final String DIRECT = "direct:";

    private static final Set<String> ROUTES = Set.of("route", "routeTemplate", "templatedRoute");

    private final List<RouteYaml> files;
    private final JavaRoutes java;
    private final List<Problem> problems = new ArrayList<>();

    private RouteChecks(List<RouteYaml> files, JavaRoutes java) {
        this.files = files;
        this.java = java;
    }

    /**
     * Checks all files of a generation together.
     *
     * @param schemes the components that route files may use
     * @param java the routes beside them
     * @return what is wrong; empty if nothing is
     */
    public static List<Problem> of(List<RouteYaml> files, Set<String> schemes, JavaRoutes java) {
        RouteChecks checks = new RouteChecks(files, java);
        files.forEach(checks::names);
        checks.duplicates();
        Set<String> routes = checks.ids("route", "templatedRoute");
        routes.addAll(java.names());
        checks.problems.addAll(new AddressChecks(schemes, routes).of(files));
        checks.configurations();
        checks.balancers();
        checks.inbound();
        checks.problems.addAll(TemplateChecks.of(files));
        TemplateAddresses addresses = TemplateAddresses.of(files);
        SemanticChecks semantic = new SemanticChecks(routes);
        files.forEach(file -> {
            checks.problems.addAll(VariableChecks.of(file));
            checks.problems.addAll(semantic.of(file));
            checks.problems.addAll(OptionChecks.of(file, addresses));
            checks.problems.addAll(EventChecks.of(file));
        });
        return checks.problems;
    }

    private void names(RouteYaml file) {
        Matcher name = FILE.matcher(file.file());
        if (!name.matches()) {
            report(file, 0, "the name of a route file is words in lower case, joined by hyphens, and .camel.yaml");
            return;
        }
        String folder = name.group(1);
        if (folder == null ? !name.group(2).equals("router") : !FOLDERS.containsKey(folder)) {
            report(
                    file,
                    0,
                    "a route file is in one of the folders "
                            + String.join(", ", new TreeSet<>(FOLDERS.keySet()))
                            + ", or is router.camel.yaml");
            return;
        }
        String id = folder == null ? name.group(2) : FOLDERS.get(folder) + "-" + name.group(2);
        for (Element element : file.elements()) {
            id(file, element, element.kind().equals("routeTemplate") ? name.group(2) : id);
        }
    }

    private void id(RouteYaml file, Element element, String id) {
        if (!ROUTES.contains(element.kind())) {
            Spelling.meant(element.kind(), ROUTES)
                    .ifPresent(meant -> report(
                            file,
                            element.at(),
                            "Unknown node id: " + element.kind() + ": did you mean " + meant + "?"));
            return;
        }
        if (element.id() == null) {
            report(file, element.line(), "the " + element.kind() + " needs the id " + id);
        } else if (!element.id().name().equals(id)) {
            report(
                    file,
                    element.id().line(),
                    "the id must be " + id + ", after the file's folder and name; it is "
                            + element.id().name());
        } else if (!element.kind().equals("routeTemplate") // whose routes have ids of their own
                && element.from() != null
                && element.from().name().startsWith(DIRECT)
                && !element.from().name().equals(DIRECT + id)) {
            report(file, element.from().line(), "the route is reached as " + DIRECT + id + ", like its id");
        }
    }

    private void duplicates() {
        Map<String, String> places = new HashMap<>(java.ids());
        for (RouteYaml file : files) {
            for (Named id : file.ids()) {
                // a template's steps are named after the route that is made of it
                if (!file.isTemplate() || file.elements().stream().anyMatch(element -> id.equals(element.id()))) {
                    String first = places.putIfAbsent(id.name(), file.path() + ":" + id.line());
                    if (first != null) {
                        report(file, id.line(), "the id " + id.name() + " stands also in " + first);
                    }
                }
            }
        }
    }

    private void configurations() {
        Set<String> known = ids("routeConfiguration");
        known.addAll(java.configurations());
        for (RouteYaml file : files) {
            for (Named name : file.configurations()) {
                if (!known.contains(name.name())) {
                    report(
                            file,
                            name.line(),
                            "there is no routeConfiguration " + name.name() + Spelling.hint(name.name(), known));
                }
            }
        }
    }

    private void balancers() {
        for (RouteYaml file : files) {
            for (Named balancer : file.balancers()) {
                try {
                    if (!balancer.name().contains("{{")) { // those are known, and read, when it is made
                        BalancerOptions.of(balancer.name()).requireSummariser(ids("route"));
                    }
                } catch (IllegalArgumentException e) {
                    report(file, balancer.line(), e.getMessage());
                }
            }
            for (Named variable : file.variables()) {
                String name = variable.name();
                if (BalancerOptions.NAMES.contains(name)) {
                    report(
                            file,
                            variable.line(),
                            "no variable '" + name + "' is read: it is an option of the balancer,"
                                    + " customLoadBalancer: { ref: \"inOrder?" + name + "=…\" }");
                }
            }
        }
    }

    private void inbound() {
        boolean serves = java.serves()
                || files.stream()
                        .flatMap(file -> file.elements().stream())
                        .anyMatch(element ->
                                element.from() != null && element.from().name().startsWith("platform-http:"));
        if (!serves) {
            problems.add(new Problem(
                    GenerationFiles.ROUTES,
                    0,
                    "no route in inbound/ serves anything: there is no 'from: platform-http:…'"));
        }
    }

    private Set<String> ids(String... kinds) {
        Set<String> ids = new HashSet<>();
        for (RouteYaml file : files) {
            for (Element element : file.elements()) {
                if (element.id() != null && List.of(kinds).contains(element.kind())) {
                    ids.add(element.id().name());
                }
            }
        }
        return ids;
    }

    private void report(RouteYaml file, int line, String reason) {
        problems.add(new Problem(file.path(), line, reason));
    }
}
