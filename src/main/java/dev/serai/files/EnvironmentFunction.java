package dev.serai.files;

import org.springframework.core.env.Environment;

/**
 * {@code {{env:NAME:default}}} in route files, answered from Spring's environment: variables, system properties,
 * {@code application.yaml} and mounted secrets alike. Secrets that are files are read anew each time, since they are replaced.
 */
public final class EnvironmentFunction extends ValueFunction {

    public static final String NAME = "env";

    private final Environment environment;

    public EnvironmentFunction(Environment environment) {
        this.environment = environment;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    protected Asked read(String placeholder) {
        int colon = placeholder.indexOf(':');
        return colon < 0
                ? new Asked(placeholder, null)
                : new Asked(placeholder.substring(0, colon), placeholder.substring(colon + 1));
    }

    @Override
    protected String value(String name) {
        return SecretFiles.read(environment, name, before(name)).orElseGet(() -> environment.getProperty(name));
    }
}
