package dev.serai.files;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.spi.PropertiesFunction;

/**
 * A function of placeholders whose values may be replaced while they are in use, and may be secrets: in messages the
 * placeholder stands in their place. An empty value counts as none.
 */
public abstract class ValueFunction implements PropertiesFunction {

    /** What is shorter is no secret, and may stand in any message by chance. */
    private static final int SHORTEST_SECRET = 8;

    private final Map<String, String> names = new ConcurrentHashMap<>();
    private final Map<String, String> given = new ConcurrentHashMap<>();
    private Map<String, String> looked = Map.of();

    /**
     * What a placeholder asks for.
     *
     * @param otherwise stands for what has no value; null if there has to be one
     */
    public record Asked(String name, String otherwise) {}

    /** All that a context has. */
    public static List<ValueFunction> of(CamelContext context) {
        return ((PropertiesComponent) context.getPropertiesComponent())
                .getPropertiesFunctionResolver().getFunctions().values().stream()
                        .filter(ValueFunction.class::isInstance)
                        .map(ValueFunction.class::cast)
                        .toList();
    }

    /** Reads what stands behind the function's name. */
    protected abstract Asked read(String placeholder);

    /** What it is now; null if there is none. */
    protected abstract String value(String name);

    @Override
    public final String apply(String placeholder) {
        Asked asked = read(placeholder);
        String value = value(asked.name());
        given.put(asked.name(), value == null ? "" : value);
        if (value == null || value.isBlank()) {
            return asked.otherwise();
        }
        if (value.length() >= SHORTEST_SECRET) {
            names.put(value, asked.name());
        }
        return value;
    }

    /** The names that were asked for. */
    protected final Set<String> given() {
        return given.keySet();
    }

    /** Looks anew at what it has given, where that is not done whenever it is asked. */
    public void look() {
        // it is
    }

    /** What it gave last; null if it was not asked. */
    protected final String before(String name) {
        return given.get(name);
    }

    /**
     * Whether any of what it gave is another by now, and is no longer being written: two looks have to see the same. One at a
     * time may ask.
     */
    public final boolean isChanged() {
        Map<String, String> now = new HashMap<>();
        given.keySet().forEach(name -> now.put(name, Objects.requireNonNullElse(value(name), "")));
        boolean changed = now.equals(looked) && !now.equals(given);
        looked = now;
        return changed;
    }

    /** The same mistakes, without the values that functions gave; the cause is left out, which may quote them too. */
    public static InvalidFilesException withoutValues(CamelContext context, InvalidFilesException invalid) {
        List<ValueFunction> functions = of(context);
        List<Problem> problems = invalid.problems().stream()
                .map(problem -> new Problem(problem.file(), problem.line(), withoutValues(functions, problem.reason())))
                .toList();
        return problems.equals(invalid.problems()) ? invalid : new InvalidFilesException(problems);
    }

    private static String withoutValues(List<ValueFunction> functions, String text) {
        String safe = text;
        for (ValueFunction function : functions) {
            for (Map.Entry<String, String> value : function.names.entrySet()) {
                safe = safe.replace(value.getKey(), "{{" + function.getName() + ":" + value.getValue() + "}}");
            }
        }
        return safe;
    }
}
