package dev.serai.routing;

import org.apache.camel.spi.PropertiesFunction;
import org.springframework.core.env.Environment;

/**
 * {@code {{env:NAME:default}}} in route files, answered from Spring's environment: variables, system properties,
 * {@code application.yaml} and mounted secrets alike. An empty value counts as none.
 */
final class EnvironmentFunction implements PropertiesFunction {

    private final Environment environment;

    EnvironmentFunction(Environment environment) {
        this.environment = environment;
    }

    @Override
    public String getName() {
        return "env";
    }

    @Override
    public String apply(String nameAndDefault) {
        int colon = nameAndDefault.indexOf(':');
        String name = colon < 0 ? nameAndDefault : nameAndDefault.substring(0, colon);
        String value = environment.getProperty(name);
        return value != null && !value.isBlank() ? value : colon < 0 ? null : nameAndDefault.substring(colon + 1);
    }
}
