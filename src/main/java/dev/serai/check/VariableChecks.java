package dev.serai.check;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.serai.files.Problem;
import dev.serai.files.YamlFile;
import dev.serai.provider.ProviderWords;
import dev.serai.wire.Spelling;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Whether the variables that routes set and read are those of the gateway, or a team's own: one that looks like one of
 * ours and is none would be set for nobody, or read as nothing.
 */
final class VariableChecks {

    /** Those of {@code routes/README.md}. */
    static final Set<String> OURS = Set.of(
            "caller",
            "client",
            "model",
            "defaultModel",
            "stream",
            "promptBytes",
            "hints",
            "fallbacks",
            "background",
            "later",
            "keeper",
            "route",
            "target",
            "operation",
            "cache",
            "cacheStale",
            "cacheSemantic",
            "cacheEmbeddings",
            "cacheCategory",
            "cachePriority",
            "cachePace",
            "cacheStatus",
            "batchOutput");

    /** Ours too, and nobody's to be misspelt: routes have no use for them. */
    static final Set<String> OF_STEPS =
            Set.of("call", "asked", "promisedAnswer", "cacheAsking", "cacheWarming", "onBehalfOf");

    /** Those of ours that steps alone set: what a file says there would be believed by nobody, or by who bills it. */
    private static final Set<String> OF_STEPS_ALONE = Set.of(
            "caller", "client", "stream", "promptBytes", "route", "target", "operation", "keeper", "cacheStatus");

    private static final String ALL = "*";

    private static final Pattern READ =
            Pattern.compile("\\{(?:variables?\\??[.:\\[]|variableAs\\()['\"]?([A-Za-z][A-Za-z0-9_-]*)(.)?");

    /** Keys whose text is a variable's name. */
    private static final Set<String> NAMES = Set.of("variableSend", "variableReceive", "removeVariable", "toName");

    /** That of one that is only read. */
    private static final String READS = "variableSend";

    /** Steps whose member {@code name} is one. */
    private static final Set<String> STEPS =
            Set.of("setVariable", "setVariables", "variables", "removeVariable", "convertVariableTo");

    /** The repository of an exchange. */
    private static final String HERE = "^exchange:";

    private final RouteYaml file;
    private final Map<String, Problem> problems = new LinkedHashMap<>();

    private VariableChecks(RouteYaml file) {
        this.file = file;
    }

    /** What is wrong with the variables of a file. */
    static List<Problem> of(RouteYaml file) {
        VariableChecks checks = new VariableChecks(file);
        YamlNodes.all("", file.root(), checks::look);
        return List.copyOf(checks.problems.values());
    }

    private void look(String key, Node node) {
        if (node instanceof MappingNode && STEPS.contains(key)) {
            Node name = YamlNodes.fields(node).get("name");
            if (name != null) {
                name(YamlFile.text(name), YamlFile.line(name));
                changed(YamlFile.text(name), YamlFile.line(name));
            }
        } else if (node instanceof MappingNode && key.equals("variable")) { // the language of that name
            Node name = YamlNodes.fields(node).get("expression");
            if (name != null) {
                name(YamlFile.text(name), YamlFile.line(name));
            }
        } else if (node instanceof ScalarNode text) {
            if (NAMES.contains(key) || key.equals("variable")) {
                name(text.getValue(), YamlFile.line(text));
            }
            if (NAMES.contains(key) && !key.equals(READS)) {
                changed(text.getValue(), YamlFile.line(text));
            }
            expression(text);
        }
    }

    private void changed(String written, int line) {
        String name = written.replaceFirst(HERE, "");
        if (name.equals(ALL)) {
            report(name, line, "'*' takes the gateway's own variables away: name those that are yours");
        } else if (OF_STEPS.contains(name) || OF_STEPS_ALONE.contains(name)) {
            report(
                    name,
                    line,
                    "the variable '" + name + "' is what the gateway knows, and no file's to set: "
                            + (name.equals("stream")
                                    ? "change the member 'stream' of the request"
                                    : "give yours another name"));
        }
    }

    private void expression(ScalarNode node) {
        String text = node.getValue();
        if (!text.contains("{variable")) {
            return;
        }
        Matcher read = READ.matcher(text);
        while (read.find()) {
            if (!":".equals(read.group(2))) { // of another repository: global:name
                name(read.group(1), YamlFile.line(node));
            }
        }
    }

    private void name(String written, int line) {
        String name = written.replaceFirst(HERE, "");
        if (OF_STEPS.contains(name) || name.indexOf(':') >= 0) {
            return;
        }
        Spelling.meant(name, OURS)
                .ifPresent(ours -> report(
                        name,
                        line,
                        "there is no variable '" + name + "': did you mean " + ours
                                + "? One of your own needs a name that differs more from it"));
        if (file.file().startsWith("providers/") && !OURS.contains(name)) {
            Spelling.meant(name, ProviderWords.PARAMETERS)
                    .ifPresent(parameter -> report(
                            name, line, "providers have no parameter '" + name + "': did you mean " + parameter + "?"));
        }
    }

    private void report(String name, int line, String reason) {
        problems.putIfAbsent(line + name, new Problem(file.path(), line, reason));
    }
}
