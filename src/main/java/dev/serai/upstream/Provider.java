package dev.serai.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.Glob;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a file in {@code routes/providers/} declares, read from its template parameters; {@code routes/README.md}
 * explains each.
 */
public final class Provider {

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final Map<String, String> parameters;
    private final String name;
    private final Set<String> operations;
    private final Set<String> capabilities;
    private final List<Glob> models;
    private final Set<String> drop;
    private final Map<String, String> rename;
    private final Map<String, String> rateLimits;
    private final Map<String, String> headers;
    private final ModelSettings modelSettings;
    private final String url;
    private final int maxInputs;
    private final Duration healthCheck;

    /** One whose models are all alike, or differ as its own file says. */
    public Provider(Map<String, String> parameters) {
        this(parameters, ModelRules.NONE);
    }

    /**
     * Reads what the file declares.
     *
     * @param parameters template parameters by name, placeholders resolved, the template's defaults included
     * @param rules what differs by model
     * @throws IllegalArgumentException if one of them is malformed
     */
    public Provider(Map<String, String> parameters, ModelRules rules) {
        this.parameters = Map.copyOf(parameters);
        this.name = parameter("provider");
        this.operations = words("operations");
        this.capabilities = words("capabilities");
        this.models = words("models").stream().map(Glob::of).toList();
        this.drop = words("drop");
        this.rename = pairs("rename");
        this.rateLimits = pairs("rateLimits");
        this.headers = pairs("headers");
        this.modelSettings = new ModelSettings(rules, parameter("modelSettings"));
        this.url = Address.join(parameter("baseUrl"), parameter("apiRoot"));
        this.maxInputs = number("maxInputs");
        this.healthCheck = interval("healthCheck");
        number("retries");
        for (String timer : Timers.names()) {
            if (!parameter(timer).isEmpty()) {
                millis(timer);
            }
        }
        if (!healthCheck.isZero() && !serves("models")) {
            throw new IllegalArgumentException(
                    "provider " + name() + ": healthCheck asks for its models, which are not among its operations");
        }
    }

    /** Its name, as in {@code name/model}. */
    public String name() {
        return name;
    }

    /** A template parameter's value, empty if it is not set. */
    public String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    /** The environment variables that are to be set before it can be called, for messages. */
    String missingVariables() {
        return Stream.of("baseUrl", "apiKey")
                .filter(name -> parameter(name).isBlank())
                .filter(name -> name.equals("baseUrl") || keyRequired())
                .map(name -> parameter(name + ".variable"))
                .filter(variable -> !variable.isEmpty())
                .collect(Collectors.joining(" and "));
    }

    /** Whether what it cannot be called without is set in the environment. */
    public boolean configured() {
        return configuredWith(parameter("apiKey"));
    }

    /** Whether it can be called with this key. */
    boolean configuredWith(String key) {
        return !parameter("baseUrl").isBlank() && (!key.isBlank() || !keyRequired());
    }

    private boolean keyRequired() {
        return !parameter("keyRequired").equals("false");
    }

    public boolean serves(String operation) {
        return operations.contains(operation);
    }

    public boolean can(String capability) {
        return capabilities.contains(capability);
    }

    /** Patterns of the model names that it serves without its own name in front. */
    public List<Glob> models() {
        return models;
    }

    /** Request fields that it refuses: removed on purpose and named to the caller. */
    Set<String> drop(String model) {
        JsonNode more = settings(model).path("drop");
        if (more.isEmpty()) {
            return drop;
        }
        Set<String> all = new LinkedHashSet<>(drop);
        more.forEach(name -> all.add(name.asText()));
        return all;
    }

    /** Request fields that it knows by another name: OpenAI's -> its. */
    Map<String, String> rename(String model) {
        JsonNode more = settings(model).path("rename");
        if (more.isEmpty()) {
            return rename;
        }
        Map<String, String> all = new LinkedHashMap<>(rename);
        more.properties().forEach(name -> all.put(name.getKey(), name.getValue().asText()));
        return all;
    }

    /** Prefixes of its rate-limit headers -> what they count, {@code requests} or {@code tokens}. */
    Map<String, String> rateLimits() {
        return rateLimits;
    }

    /** Headers that every request to it carries. */
    Map<String, String> headers() {
        return headers;
    }

    /** Base URL and API root: what operations' paths are put behind. */
    String url() {
        return url;
    }

    /** How many inputs it embeds at a time, 0 for any number. */
    int maxInputs() {
        return maxInputs;
    }

    /** How often it is asked again where no other target is left. */
    public int retries() {
        return number("retries");
    }

    /** How often it is asked whether it is well; zero for never. */
    public Duration healthCheck() {
        return healthCheck;
    }

    /** A time limit in milliseconds; in the file with or without a unit. */
    long millis(String name) {
        try {
            return Timers.millis(name, parameter(name));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("provider " + name() + ": " + e.getMessage(), e);
        }
    }

    /** What its file says of one model. */
    public ObjectNode settings(String model) {
        return modelSettings.of(model);
    }

    private int number(String parameter) {
        String value = parameter(parameter);
        if (!value.matches("\\d{0,9}")) {
            throw new IllegalArgumentException(
                    "provider " + name() + ": '" + value + "' in " + parameter + " is not a number");
        }
        return value.isEmpty() ? 0 : Integer.parseInt(value);
    }

    private Duration interval(String parameter) {
        String text = parameter(parameter);
        if (text.isBlank() || text.equals("0")) {
            return Duration.ZERO;
        }
        Duration interval = Duration.ofMillis(Timers.millis(parameter, text));
        if (interval.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "provider " + name() + ": '" + text + "' in " + parameter + " is less than a second: write 30s");
        }
        return interval;
    }

    private Set<String> words(String parameter) {
        return Stream.of(parameter(parameter).split("\\s+", -1))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Map<String, String> pairs(String parameter) {
        Map<String, String> pairs = new LinkedHashMap<>();
        words(parameter).forEach(word -> {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "provider " + name() + ": '" + word + "' in " + parameter + " is not from=to");
            }
            pairs.put(word.substring(0, equals), word.substring(equals + 1));
        });
        return pairs;
    }
}
