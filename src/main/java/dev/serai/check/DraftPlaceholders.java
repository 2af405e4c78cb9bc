package dev.serai.check;

import dev.serai.files.EnvironmentFunction;
import java.util.Map;
import org.apache.camel.component.properties.PropertiesFunctionResolver;
import org.apache.camel.spi.PropertiesFunction;

/** {@code {{env:NAME:default}}} in files that are only checked: always the default, or nothing. No other function is known. */
public final class DraftPlaceholders implements PropertiesFunctionResolver {

    private static final PropertiesFunction DEFAULT = new PropertiesFunction() {

        @Override
        public String getName() {
            return EnvironmentFunction.NAME;
        }

        @Override
        public String apply(String nameAndDefault) {
            int colon = nameAndDefault.indexOf(':');
            return colon < 0 ? "" : nameAndDefault.substring(colon + 1);
        }
    };

    @Override
    public void addPropertiesFunction(PropertiesFunction function) {
        throw new UnsupportedOperationException("a check calls no function of " + function.getName());
    }

    @Override
    public Map<String, PropertiesFunction> getFunctions() {
        return Map.of(EnvironmentFunction.NAME, DEFAULT);
    }

    @Override
    public boolean hasFunction(String name) {
        return EnvironmentFunction.NAME.equals(name);
    }

    @Override
    public PropertiesFunction resolvePropertiesFunction(String name) {
        return hasFunction(name) ? DEFAULT : null;
    }
}
