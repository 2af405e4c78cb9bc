package dev.serai.cache;

import dev.serai.models.ModelIndex;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SetVariableDefinition;
import org.apache.camel.model.language.ConstantExpression;

/**
 * What the files of aliases say of the cache, before anybody is asked: the variables {@code cache} and {@code cacheStale},
 * set to a constant by a step of the alias's own route. Each file is looked through once.
 */
public final class AliasVariables {

    static final String CACHE = "cache";
    static final String STALE = "cacheStale";

    private final ModelIndex models;
    private final CamelContext context;
    private final Map<String, CachePolicy> policies = new ConcurrentHashMap<>();
    private final Map<String, Optional<SemanticTerms>> semantics = new ConcurrentHashMap<>();

    private AliasVariables(ModelIndex models, CamelContext context) {
        this.models = models;
        this.context = context;
    }

    /** Makes those of a generation known to its context. */
    public static void addTo(CamelContext context, ModelIndex models) {
        context.getCamelContextExtension().addContextPlugin(AliasVariables.class, new AliasVariables(models, context));
    }

    /** Those of a context. */
    static AliasVariables of(CamelContext context) {
        return context.getCamelContextExtension().getContextPlugin(AliasVariables.class);
    }

    /** What is said for a model, as callers name it; nothing where that is no alias. */
    CachePolicy policy(String model) {
        if (!models.aliases().contains(model)) {
            return CachePolicy.UNSAID;
        }
        CachePolicy policy = policies.get(model);
        return policy == null ? policies.computeIfAbsent(model, this::read) : policy;
    }

    /** What is said of answers to prompts that mean nearly the same; null where nothing is. */
    SemanticTerms semantic(String model) {
        return models.aliases().contains(model)
                ? semantics.computeIfAbsent(model, this::readSemantic).orElse(null)
                : null;
    }

    private Optional<SemanticTerms> readSemantic(String alias) {
        Map<String, String> constants = constants(alias);
        return Optional.ofNullable(
                SemanticTerms.of(constants.get(SemanticTerms.SEMANTIC), constants.get(SemanticTerms.EMBEDDINGS)));
    }

    private CachePolicy read(String alias) {
        Map<String, String> constants = constants(alias);
        return CachePolicy.of(constants.get(CACHE), constants.get(STALE));
    }

    private Map<String, String> constants(String alias) {
        RouteDefinition route = context.getCamelContextExtension()
                .getContextPlugin(Model.class)
                .getRouteDefinition(models.resolve(alias).route());
        Map<String, String> constants = new HashMap<>();
        for (ProcessorDefinition<?> step : route.getOutputs()) {
            if (step instanceof SetVariableDefinition variable
                    && variable.getExpression() instanceof ConstantExpression constant) {
                constants.put(variable.getName(), context.resolvePropertyPlaceholders(constant.getExpression()));
            }
        }
        return constants;
    }
}
