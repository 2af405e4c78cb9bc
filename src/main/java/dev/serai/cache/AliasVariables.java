package dev.serai.cache;

import dev.serai.models.ModelIndex;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;

/**
 * What the files of aliases say of the cache, before anybody is asked: the {@linkplain CacheVariables variables}, set to a
 * constant by a step of the alias's own route. Each file is looked through once.
 */
public final class AliasVariables {

    private final ModelIndex models;
    private final CamelContext context;
    private final String files;
    private final Map<String, Said> known = new ConcurrentHashMap<>();
    private final Map<String, Optional<SemanticTerms>> semantics = new ConcurrentHashMap<>();

    /** The constants of an alias, and what they mean. */
    record Said(Map<String, String> constants, CachePolicy policy) {

        static final Said NOTHING = new Said(Map.of(), CachePolicy.UNSAID);
    }

    private AliasVariables(ModelIndex models, CamelContext context, String files) {
        this.models = models;
        this.context = context;
        this.files = files;
    }

    /**
     * Makes those of a generation known to its context.
     *
     * @param files digest of those that make answers
     */
    public static void addTo(CamelContext context, ModelIndex models, String files) {
        context.getCamelContextExtension()
                .addContextPlugin(AliasVariables.class, new AliasVariables(models, context, files));
    }

    /** Those of a context. */
    static AliasVariables of(CamelContext context) {
        return context.getCamelContextExtension().getContextPlugin(AliasVariables.class);
    }

    /** The digest of the files that make the answers of this generation. */
    String files() {
        return files;
    }

    /** What is said for a model, as callers name it; nothing where that is no alias. */
    Said of(String model) {
        if (!models.aliases().contains(model)) {
            return Said.NOTHING;
        }
        Said said = known.get(model);
        return said == null ? known.computeIfAbsent(model, this::read) : said;
    }

    /** What is said of answers to prompts that mean nearly the same; null where nothing is. */
    SemanticTerms semantic(String model) {
        return models.aliases().contains(model)
                ? semantics.computeIfAbsent(model, this::readSemantic).orElse(null)
                : null;
    }

    private Optional<SemanticTerms> readSemantic(String alias) {
        Map<String, String> constants = of(alias).constants();
        return Optional.ofNullable(
                SemanticTerms.of(constants.get(SemanticTerms.SEMANTIC), constants.get(SemanticTerms.EMBEDDINGS)));
    }

    private Said read(String alias) {
        RouteDefinition route = context.getCamelContextExtension()
                .getContextPlugin(Model.class)
                .getRouteDefinition(models.resolve(alias).route());
        Map<String, String> constants = new HashMap<>();
        for (ProcessorDefinition<?> step : route.getOutputs()) {
            CacheVariables.said(step, context).forEach(it -> constants.put(it.name(), it.constant()));
        }
        constants.values().removeIf(Objects::isNull);
        return new Said(constants, CachePolicy.of(constants::get));
    }
}
