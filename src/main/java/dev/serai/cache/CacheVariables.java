package dev.serai.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.SetVariableDefinition;
import org.apache.camel.model.SetVariablesDefinition;
import org.apache.camel.model.language.ConstantExpression;
import org.apache.camel.model.language.ExpressionDefinition;

/** The variables by which routes say what becomes of their answers, and what each may be. */
public final class CacheVariables {

    /** {@code on}, {@code off}, a time, or two of them. */
    static final String CACHE = "cache";

    static final String STALE = "cacheStale";
    static final String CATEGORY = "cacheCategory";
    static final String PRIORITY = "cachePriority";
    static final String PACE = "cachePace";

    /** All of them. */
    static final List<String> ALL =
            List.of(CACHE, STALE, CATEGORY, PRIORITY, PACE, SemanticTerms.SEMANTIC, SemanticTerms.EMBEDDINGS);

    private static final Set<String> YES = Set.of("on", "true");
    private static final Set<String> NO = Set.of("off", "false", "");

    private CacheVariables() {}

    /** A step that sets one of them, and to what: null for what is known when a request is there. */
    public record Said(SetVariableDefinition step, String name, String constant) {

        /** Whether it says to which category answers belong. */
        public boolean isCategory() {
            return name.equals(CATEGORY);
        }
    }

    /** What a step says, with its placeholders resolved; nothing where it sets none of them. */
    public static List<Said> said(ProcessorDefinition<?> step, CamelContext context) {
        List<Said> said = new ArrayList<>();
        if (step instanceof SetVariablesDefinition several && several.getVariables() != null) {
            several.getVariables().forEach(one -> said.addAll(said(one, context)));
        } else if (step instanceof SetVariableDefinition variable && ALL.contains(variable.getName())) {
            said.add(new Said(variable, variable.getName(), constant(variable.getExpression(), context)));
        }
        return said;
    }

    private static String constant(ExpressionDefinition expression, CamelContext context) {
        return expression instanceof ConstantExpression constant
                ? context.resolvePropertyPlaceholders(constant.getExpression())
                : null;
    }

    /**
     * Looks at one of them.
     *
     * @throws IllegalArgumentException if it has to be a constant and is none, or may not be this one
     */
    public static void require(Said said) {
        if (said.constant() != null) {
            CachePolicy.of(name -> name.equals(said.name()) ? said.constant() : null);
        } else if (said.isCategory()) {
            throw new IllegalArgumentException(
                    "the variable " + CATEGORY + " has to be a constant: categories are limited, and have metrics");
        }
    }

    /** How many categories routes may name. */
    public static int mostCategories() {
        return AnswerCategory.MOST;
    }

    static boolean isOn(String said) {
        return !NO.contains(said);
    }

    static boolean isTime(String said) {
        return !NO.contains(said) && !YES.contains(said);
    }
}
