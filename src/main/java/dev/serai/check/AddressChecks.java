package dev.serai.check;

import dev.serai.check.RouteYaml.Named;
import dev.serai.files.Problem;
import dev.serai.files.YamlFile;
import dev.serai.wire.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Whether what addresses name is there and may be used.
 *
 * @param schemes the components that route files may use
 * @param routes what {@code direct:} reaches
 */
record AddressChecks(Set<String> schemes, Set<String> routes) {

    private static final String DIRECT = "direct:";

    /** Steps that ask whom their expression names, and how they tell one from the next. */
    private static final Map<String, String> RECIPIENTS = Map.of(
            "enrich",
            "",
            "pollEnrich",
            "",
            "recipientList",
            "delimiter",
            "routingSlip",
            "uriDelimiter",
            "dynamicRouter",
            "uriDelimiter");

    /** What happens and what is known here, and what clients speak: who is told, asks or translates, does nothing by that. */
    private static final Set<String> FREE = Set.of("client", "figure", "pass", "realtime", "serai");

    /** What is wrong in these files. */
    List<Problem> of(List<RouteYaml> files) {
        List<Problem> problems = new ArrayList<>();
        TemplateAddresses addresses = TemplateAddresses.of(files);
        for (RouteYaml file : files) {
            List<Named> written = new ArrayList<>(file.uris());
            written.removeIf(uri -> TemplateAddresses.isParameter(uri.name(), file));
            written.addAll(addresses.in(file));
            written.addAll(recipients(file));
            for (Named uri : written) {
                String reason = wrong(uri.name());
                if (reason != null) {
                    problems.add(new Problem(file.path(), uri.line(), reason));
                }
            }
        }
        return problems;
    }

    /** Those that are known before there is a request. */
    private static List<Named> recipients(RouteYaml file) {
        List<Named> recipients = new ArrayList<>();
        YamlNodes.all("", file.root(), (step, node) -> {
            String delimiter = RECIPIENTS.get(step);
            Map<String, Node> fields = YamlNodes.fields(node);
            ScalarNode all = delimiter == null ? null : YamlNodes.constant(fields);
            if (all == null || all.getValue().contains("{{")) {
                return;
            }
            String between = fields.get(delimiter) instanceof ScalarNode own ? own.getValue() : ",";
            String[] names = delimiter.isEmpty()
                    ? new String[] {all.getValue()}
                    : all.getValue().split(Pattern.quote(between));
            for (String one : names) {
                recipients.add(new Named(one.strip(), YamlFile.line(all)));
            }
        });
        return recipients;
    }

    private String wrong(String uri) {
        int colon = uri.indexOf(':');
        String scheme = colon < 0 ? uri : uri.substring(0, colon);
        if (!schemes.contains(scheme) && !FREE.contains(scheme)) {
            Set<String> known = new TreeSet<>(schemes);
            known.addAll(FREE);
            String meant = Spelling.meant(scheme, known)
                    .map(it -> ": did you mean " + it + ":?")
                    .orElse("");
            return "the component '" + scheme + "' may not be used in routes" + meant + "; SERAI_COMPONENTS allows "
                    + String.join(", ", schemes);
        }
        if (!uri.startsWith(DIRECT)) {
            return null;
        }
        String target = uri.substring(DIRECT.length()).replaceFirst("\\?.*", "");
        return target.contains("{") || routes.contains(target)
                ? null
                : "there is no route " + target + Spelling.hint(target, routes);
    }
}
