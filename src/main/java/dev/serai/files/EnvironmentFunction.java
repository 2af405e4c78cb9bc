package dev.serai.files;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.spi.PropertiesFunction;
import org.springframework.core.env.Environment;

/**
 * {@code {{env:NAME:default}}} in route files, answered from Spring's environment: variables, system properties,
 * {@code application.yaml} and mounted secrets alike. An empty value counts as none. What it gave may be a secret: in
 * messages the placeholder stands in its place. Secrets that are files are read anew each time, since they are replaced.
 */
public final class EnvironmentFunction implements PropertiesFunction {

    public static final String NAME = "env";

    /** What is shorter is no secret, and may stand in any message by chance. */
    private static final int SHORTEST_SECRET = 8;

    private final Environment environment;
    private final Map<String, String> names = new ConcurrentHashMap<>();
    private final Map<String, String> given = new ConcurrentHashMap<>();

    public EnvironmentFunction(Environment environment) {
        this.environment = environment;
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public String apply(String nameAndDefault) {
        int colon = nameAndDefault.indexOf(':');
        String name = colon < 0 ? nameAndDefault : nameAndDefault.substring(0, colon);
        String value = value(name);
        given.put(name, value == null ? "" : value);
        if (value == null || value.isBlank()) {
            return colon < 0 ? null : nameAndDefault.substring(colon + 1);
        }
        if (value.length() >= SHORTEST_SECRET) {
            names.put(value, name);
        }
        return value;
    }

    /** Whether any of what it gave is another by now. */
    public boolean isChanged() {
        return given.entrySet().stream().anyMatch(known -> {
            String value = value(known.getKey());
            return !known.getValue().equals(value == null ? "" : value);
        });
    }

    private String value(String name) {
        return SecretFiles.read(environment, name).orElseGet(() -> environment.getProperty(name));
    }

    /** The same mistakes, without what the environment has; the cause is left out, which may quote it too. */
    public InvalidFilesException withoutValues(InvalidFilesException invalid) {
        List<Problem> problems = invalid.problems().stream()
                .map(problem -> new Problem(problem.file(), problem.line(), withoutValues(problem.reason())))
                .toList();
        return problems.equals(invalid.problems()) ? invalid : new InvalidFilesException(problems);
    }

    private String withoutValues(String text) {
        String safe = text;
        for (Map.Entry<String, String> value : names.entrySet()) {
            safe = safe.replace(value.getKey(), "{{env:" + value.getValue() + "}}");
        }
        return safe;
    }
}
