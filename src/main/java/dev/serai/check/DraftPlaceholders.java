package dev.serai.check;

import dev.serai.files.EnvironmentFunction;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.camel.component.properties.PropertiesFunctionResolver;
import org.apache.camel.spi.PropertiesFunction;

/** {@code {{env:NAME:default}}} in files that do not serve. No other function is known. */
public final class DraftPlaceholders implements PropertiesFunctionResolver {

    private final PropertiesFunction function;

    /** For files that are only checked: always the default, or nothing. */
    public DraftPlaceholders() {
        this(name -> null);
    }

    /**
     * For files that somebody works with.
     *
     * @param environment gives a variable, null if there is none
     */
    public DraftPlaceholders(UnaryOperator<String> environment) {
        function = new PropertiesFunction() {

            @Override
            public String getName() {
                return EnvironmentFunction.NAME;
            }

            @Override
            public String apply(String nameAndDefault) {
                int colon = nameAndDefault.indexOf(':');
                String name = colon < 0 ? nameAndDefault : nameAndDefault.substring(0, colon);
                String value = environment.apply(name);
                return value != null && !value.isEmpty() ? value : colon < 0 ? "" : nameAndDefault.substring(colon + 1);
            }
        };
    }

    @Override
    public void addPropertiesFunction(PropertiesFunction added) {
        throw new UnsupportedOperationException("a check calls no function of " + added.getName());
    }

    @Override
    public Map<String, PropertiesFunction> getFunctions() {
        return Map.of(EnvironmentFunction.NAME, function);
    }

    @Override
    public boolean hasFunction(String name) {
        return EnvironmentFunction.NAME.equals(name);
    }

    @Override
    public PropertiesFunction resolvePropertiesFunction(String name) {
        return hasFunction(name) ? function : null;
    }
}
