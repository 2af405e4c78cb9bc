package dev.serai.check;

import dev.serai.cache.SemanticTerms;
import dev.serai.files.Problem;
import dev.serai.files.YamlFile;
import dev.serai.wire.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Whether what files say of answers to prompts that mean nearly the same can be meant, and there is an alias to ask for it. */
final class SemanticChecks {

    private static final String ALIAS = "model-";
    private static final Set<String> STEPS = Set.of("setVariable", "variables");

    private final Set<String> aliases;

    /** What a step sets. */
    private record Said(String name, String constant, int line) {}

    /**
     * Knows the routes that there are.
     *
     * @param routes ids of them
     */
    SemanticChecks(Set<String> routes) {
        this.aliases = routes.stream()
                .filter(id -> id.startsWith(ALIAS))
                .map(id -> id.substring(ALIAS.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What is wrong in a file. */
    List<Problem> of(RouteYaml file) {
        List<Said> said = new ArrayList<>();
        YamlNodes.all("", file.root(), (key, node) -> look(key, node, said));
        List<Problem> problems = new ArrayList<>();
        for (Said it : said) {
            String problem = it.name().equals(SemanticTerms.SEMANTIC)
                    ? ofThreshold(it, said, file.file().startsWith("models/"))
                    : ofAlias(it);
            if (problem != null) {
                problems.add(new Problem(file.path(), it.line(), problem));
            }
        }
        return problems;
    }

    private static void look(String key, Node node, List<Said> said) {
        if (!(node instanceof MappingNode) || !STEPS.contains(key)) {
            return;
        }
        Map<String, Node> fields = YamlNodes.fields(node);
        String name = YamlFile.text(fields.get("name"));
        if (name.equals(SemanticTerms.SEMANTIC) || name.equals(SemanticTerms.EMBEDDINGS)) {
            ScalarNode constant = YamlNodes.constant(fields);
            String text = constant == null ? null : constant.getValue();
            said.add(new Said(name, text, YamlFile.line(fields.get("name"))));
        }
    }

    /** What is known when a request is there is looked at then; and what the environment has, when it is read. */
    private static boolean isOpen(Said said) {
        return said.constant() == null || said.constant().contains("{{");
    }

    private static String ofThreshold(Said it, List<Said> all, boolean isAlias) {
        boolean named = all.stream().anyMatch(other -> other.name().equals(SemanticTerms.EMBEDDINGS));
        try {
            boolean on = isOpen(it) || SemanticTerms.of(it.constant(), null) != null;
            return on && isAlias && !named
                    ? "the variable " + SemanticTerms.SEMANTIC + " needs " + SemanticTerms.EMBEDDINGS
                            + " beside it: the alias that makes embeddings"
                    : null;
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    private String ofAlias(Said it) {
        return isOpen(it) || aliases.contains(it.constant())
                ? null
                : "the variable " + SemanticTerms.EMBEDDINGS + " names the alias '" + it.constant()
                        + "': there is no routes/models/" + it.constant() + ".camel.yaml"
                        + Spelling.meant(it.constant(), aliases)
                                .map(meant -> "; did you mean " + meant + "?")
                                .orElse("");
    }
}
