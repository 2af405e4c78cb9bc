package dev.serai.check;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.serai.alerts.AlertWords;
import dev.serai.alerts.Webhooks;
import dev.serai.check.RouteYaml.Named;
import dev.serai.files.YamlFile;
import dev.serai.provider.ProviderWords;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A {@code routeTemplate}, or a {@code templatedRoute} that is made of one.
 *
 * @param name of the template
 * @param use whether it is a route that is made of it
 * @param read the parameters that a template's own steps read; all where it has beans, which may read any
 * @param addresses those that a template's steps go to as they are
 */
record TemplateYaml(String name, boolean use, List<Parameter> parameters, Set<String> read, Set<String> addresses) {

    private static final Pattern READ = Pattern.compile("\\{\\{\\??\\s*([A-Za-z0-9_-]+)");

    private static final Pattern WHOLE = Pattern.compile("\\{\\{([A-Za-z0-9_-]+)}}");

    /**
     * One of its parameters.
     *
     * @param given whether it has a value, or a default where it is the template's
     * @param value that, empty if it has none
     */
    record Parameter(Named name, boolean given, Named value) {

        /** Where its value is written. */
        int valueLine() {
            return value.line();
        }
    }

    /** Reads what stands behind {@code routeTemplate:} or {@code templatedRoute:}. */
    static TemplateYaml of(String kind, Node element) {
        boolean use = kind.equals("templatedRoute");
        Map<String, Node> fields = YamlNodes.fields(element);
        List<Parameter> parameters = new ArrayList<>();
        if (fields.get("parameters") instanceof SequenceNode list) {
            for (Node item : list.getValue()) {
                Map<String, Node> parameter = YamlNodes.fields(item);
                if (parameter.get("name") instanceof ScalarNode name) {
                    Node value = parameter.get(use ? "value" : "defaultValue");
                    boolean given = value != null && !value.getTag().equals(Tag.NULL);
                    Named said = new Named(YamlFile.text(value), YamlFile.line(value == null ? name : value));
                    parameters.add(new Parameter(YamlNodes.named(name), given, said));
                }
            }
        }
        Set<String> read = new HashSet<>();
        Set<String> addresses = new HashSet<>();
        YamlNodes.all("", element, (key, value) -> {
            read(YamlFile.text(value), read);
            Matcher whole = WHOLE.matcher(YamlFile.text(value));
            if (RouteYaml.ADDRESSES.contains(key) && whole.matches()) {
                addresses.add(whole.group(1));
            }
        });
        if (fields.containsKey("beans")) {
            parameters.forEach(it -> read.add(it.name.name()));
        }
        return new TemplateYaml(
                YamlFile.text(fields.get(use ? "routeTemplateRef" : "id")),
                use,
                List.copyOf(parameters),
                read,
                addresses);
    }

    private static void read(String text, Set<String> read) {
        if (text.contains("{{")) {
            Matcher placeholders = READ.matcher(text);
            while (placeholders.find()) {
                read.add(placeholders.group(1));
            }
        }
    }

    /** The words that say something of what is made of it, besides those that its own steps read; empty if any may. */
    Set<String> words() {
        return read.contains("provider")
                ? ProviderWords.PARAMETERS
                : read.contains("alert") ? AlertWords.PARAMETERS : read.contains("channel") ? Webhooks.WORDS : Set.of();
    }
}
