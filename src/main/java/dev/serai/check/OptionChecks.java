package dev.serai.check;

import dev.serai.alerts.FigureComponent;
import dev.serai.call.TargetOptions;
import dev.serai.delivery.SeraiComponent;
import dev.serai.files.Problem;
import dev.serai.files.YamlFile;
import dev.serai.wire.Spelling;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.spi.EndpointUriFactory;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Whether the options of endpoints are known, also of those whose address is made while a request is served. */
final class OptionChecks {

    private static final Map<String, Set<String>> OURS = Map.of(
            "client",
            Set.of("session", "as", "stream", "framing"),
            "pass",
            Set.of("root", "base", "format"),
            "realtime",
            Set.of(),
            "target",
            TargetOptions.NAMES,
            "transform",
            Set.of(),
            "figure",
            FigureComponent.OPTIONS,
            "serai",
            SeraiComponent.OPTIONS);

    /** Those of every endpoint of Camel's. */
    private static final Set<String> GENERAL = Set.of("lazyStartProducer", "exchangePattern");

    /** What Camel's own endpoints have, by scheme; none where that is not known. */
    private static final Map<String, Set<String>> CAMELS = new ConcurrentHashMap<>();

    private static final String FACTORIES = "META-INF/services/org/apache/camel/urifactory/";

    private final RouteYaml file;
    private final List<Problem> problems = new ArrayList<>();

    private OptionChecks(RouteYaml file) {
        this.file = file;
    }

    /**
     * What is wrong with the options in a file.
     *
     * @param addresses those that templates are given
     */
    static List<Problem> of(RouteYaml file, TemplateAddresses addresses) {
        OptionChecks checks = new OptionChecks(file);
        YamlNodes.all("", file.root(), checks::look);
        addresses.in(file).forEach(uri -> checks.address(uri.name(), uri.line()));
        return checks.problems;
    }

    private void look(String key, Node node) {
        if (node instanceof ScalarNode text && RouteYaml.ADDRESSES.contains(key)) {
            address(text.getValue(), YamlFile.line(text));
        } else if (node instanceof MappingNode) {
            Map<String, Node> fields = YamlNodes.fields(node);
            String scheme = scheme(YamlFile.text(fields.get("uri")));
            if (!scheme.isEmpty() && fields.get("parameters") instanceof MappingNode parameters) {
                for (NodeTuple option : parameters.getValue()) {
                    option(scheme, YamlFile.text(option.getKeyNode()), YamlFile.line(option.getKeyNode()));
                }
            }
        }
    }

    private void address(String uri, int line) {
        int query = uri.indexOf('?');
        if (query < 0) {
            return;
        }
        for (String option : uri.substring(query + 1).split("&", -1)) {
            String name = option.replaceFirst("=.*", "");
            if (!name.isBlank() && !name.contains("{")) {
                option(scheme(uri), name, line);
            }
        }
    }

    /** Those of ours are all known; of others it may be one that only the component can tell. */
    private void option(String scheme, String name, int line) {
        Set<String> ours = OURS.get(scheme);
        if (ours == null) {
            Set<String> known = CAMELS.computeIfAbsent(scheme, OptionChecks::ofCamel);
            Spelling.meant(name, known).ifPresent(meant -> report(scheme, name, line, ": did you mean " + meant + "?"));
        } else if (!ours.contains(name) && !GENERAL.contains(name)) {
            report(scheme, name, line, ours.isEmpty() ? ": it has none" : Spelling.hint(name, ours));
        }
    }

    private void report(String scheme, String name, int line, String hint) {
        problems.add(new Problem(file.path(), line, scheme + ": has no option '" + name + "'" + hint));
    }

    /** Read from what Camel generates for each component; none of it is configured. */
    private static Set<String> ofCamel(String scheme) {
        if (!scheme.matches("[a-z0-9.+-]{1,40}")) {
            return Set.of();
        }
        try (InputStream service =
                OptionChecks.class.getClassLoader().getResourceAsStream(FACTORIES + scheme + "-endpoint")) {
            if (service == null) {
                return Set.of();
            }
            Properties properties = new Properties();
            properties.load(service);
            Object factory = Class.forName(properties.getProperty("class"))
                    .getDeclaredConstructor()
                    .newInstance();
            return factory instanceof EndpointUriFactory options ? Set.copyOf(options.propertyNames()) : Set.of();
        } catch (IOException | ReflectiveOperationException e) {
            return Set.of();
        }
    }

    private static String scheme(String uri) {
        return uri.substring(0, Math.max(0, uri.indexOf(':')));
    }
}
