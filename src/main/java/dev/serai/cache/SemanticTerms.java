package dev.serai.cache;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Exchange;

/**
 * What a route says of answers to prompts that mean nearly the same.
 *
 * @param threshold how near they have to be, up to 1
 * @param embeddings the alias that is asked how near they are; null where none is named
 * @param tools whether that counts for requests with tools, too
 * @param schema whether it does for answers in a form that the request wants, too
 */
public record SemanticTerms(double threshold, String embeddings, boolean tools, boolean schema) {

    /** The variables that say it. */
    public static final String SEMANTIC = "cacheSemantic";

    public static final String EMBEDDINGS = "cacheEmbeddings";

    private static final String OFF = "off";
    private static final String TOOLS = "tools";
    private static final String SCHEMA = "schema";
    private static final BigDecimal LEAST = new BigDecimal("0.5");
    private static final int LONGEST = 40;

    /**
     * Reads the variables.
     *
     * @param semantic how near, and what it counts for besides: {@code 0.95}, {@code 0.95,tools}
     * @return null where it is not switched on
     * @throws IllegalArgumentException for anything else
     */
    public static SemanticTerms of(String semantic, String embeddings) {
        if (semantic == null || semantic.isBlank() || semantic.strip().equals(OFF)) {
            return null;
        }
        List<String> words = List.of(semantic.replace(" ", "").split(",", -1));
        Set<String> besides = new TreeSet<>(words.subList(1, words.size()));
        if (besides.size() != words.size() - 1 || !Set.of(TOOLS, SCHEMA).containsAll(besides)) {
            throw wrong(semantic);
        }
        return new SemanticTerms(
                threshold(semantic, words.get(0)), embeddings, besides.contains(TOOLS), besides.contains(SCHEMA));
    }

    private static double threshold(String semantic, String number) {
        try {
            BigDecimal threshold = number.length() > LONGEST ? BigDecimal.ZERO : new BigDecimal(number);
            if (threshold.compareTo(LEAST) >= 0 && threshold.compareTo(BigDecimal.ONE) <= 0) {
                return threshold.doubleValue();
            }
        } catch (NumberFormatException e) {
            throw wrong(semantic);
        }
        throw wrong(semantic);
    }

    private static IllegalArgumentException wrong(String semantic) {
        return new IllegalArgumentException("the variable " + SEMANTIC + " is '" + semantic
                + "', which is neither off nor how near prompts have to be, from 0.5 to 1, such as 0.95; behind that may"
                + " stand tools and schema: 0.95,tools,schema");
    }

    /** Those that count for a request; null where it is not switched on. */
    static SemanticTerms of(Exchange exchange, String model) {
        Object variable = exchange.getVariable(SEMANTIC);
        return variable == null
                ? AliasVariables.of(exchange.getContext()).semantic(model)
                : of(variable.toString(), exchange.getVariable(EMBEDDINGS, String.class));
    }
}
