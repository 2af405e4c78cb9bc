package dev.serai.provider;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.Glob;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;

/** What a file in {@code routes/providers/} declares by the parameters that {@code routes/README.md} explains. */
public final class Provider {

    /** What follows the name of a parameter in that of a mark which says that its file sets it. */
    public static final String SAID = ".said";

    private final ProviderParameters parameters;
    private final String name;
    private final Set<String> operations;
    private final Set<String> capabilities;
    private final List<Glob> models;
    private final FieldRules fields;
    private final Map<String, String> rateLimits;
    private final Map<String, String> headers;
    private final ModelSettings modelSettings;
    private final Place place;
    private final Credentials credentials;
    private final Line line;
    private final Passing passing;
    private final SentMembers sentMembers;
    private final int maxInputs;
    private final int retries;
    private final Duration healthCheck;
    private final AtomicBoolean answered = new AtomicBoolean();

    /**
     * Reads what the file declares.
     *
     * @param parameters template parameters by name, placeholders resolved, the template's defaults included
     * @param rules what differs by model
     * @throws InvalidParameter if one of them is malformed
     */
    public Provider(Map<String, String> parameters, ModelRules rules) {
        this.parameters = new ProviderParameters(parameters);
        this.name = parameter("provider");
        this.parameters.requireWord("telemetryName");
        this.operations = this.parameters.words("operations", ProviderWords.OPERATIONS);
        this.capabilities = this.parameters.words("capabilities", ProviderWords.CAPABILITIES);
        this.models = this.parameters.words("models").stream().map(Glob::of).toList();
        this.fields = FieldRules.of(this.parameters);
        this.rateLimits = this.parameters.pairs("rateLimits", ProviderWords.COUNTED);
        this.headers = this.parameters.pairs("headers");
        this.modelSettings = this.parameters.settings(rules);
        this.place = Place.of(this.parameters);
        this.credentials = Credentials.of(this.parameters);
        this.line = Line.of(this.parameters);
        this.passing = Passing.of(this.parameters, place);
        this.sentMembers = SentMembers.of(this.parameters);
        this.maxInputs = this.parameters.number("maxInputs");
        this.healthCheck = this.parameters.interval("healthCheck");
        this.retries = this.parameters.number("retries");
        this.parameters.requireDurations(Timers.names());
        if (!healthCheck.isZero() && !serves("models")) {
            throw this.parameters.malformed(
                    "healthCheck", "healthCheck asks for its models, which are not among its operations");
        }
    }

    public String name() {
        return name;
    }

    /** Its name in metrics and traces, as OpenTelemetry's conventions for generative AI have it. */
    public String telemetryName() {
        return parameter(parameter("telemetryName").isEmpty() ? "provider" : "telemetryName");
    }

    /** A template parameter's value, empty if it is not set. */
    public String parameter(String name) {
        return parameters.text(name);
    }

    /** The environment variables that are to be set before it can be called, for messages. */
    public String missingVariables() {
        return credentials.missingVariables(place.missing());
    }

    /** Whether what it cannot be called without is set in the environment. */
    public boolean configured() {
        return configuredWith(parameter("apiKey"));
    }

    /** Whether it can be called with this key. */
    public boolean configuredWith(String key) {
        return place.missing().isEmpty() && credentials.suffice(key);
    }

    /** How it knows who asks with this key, or with none; null where the key says it. */
    public String auth(String key) {
        return credentials.auth(key);
    }

    /** How tokens are had that stand for its key; null if they are not. */
    public Grant grant() {
        return credentials.grant();
    }

    /** How it is reached. */
    public Line line() {
        return line;
    }

    /**
     * Has it be named as its file is.
     *
     * @throws InvalidParameter if it is not
     */
    public void requireName(String file) {
        if (!name.equals(file)) {
            throw parameters.malformed("provider", "it is named '" + name + "', and its file " + file);
        }
    }

    /**
     * Has its dialect and its models' settings be such that something makes use of them.
     *
     * @param dialects folders of transforms
     * @param settings what transforms read of models' settings
     * @throws InvalidParameter if it is not so
     */
    public void requireKnown(Set<String> dialects, Set<String> settings) {
        Set<String> known = new TreeSet<>(dialects);
        known.addAll(List.of("openai", "openai-compatible", name));
        parameters.words("dialect", known);
        modelSettings.misspelt(settings).ifPresent(what -> {
            throw parameters.malformed("modelSettings", what);
        });
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

    /** What is to be done with fields of requests to it. */
    public FieldRules fields() {
        return fields;
    }

    /** Prefixes of its rate-limit headers -> what they count, {@code requests} or {@code tokens}. */
    public Map<String, String> rateLimits() {
        return rateLimits;
    }

    /** Headers that every request to it carries. */
    public Map<String, String> headers() {
        return headers;
    }

    /** Base URL and API root: what operations' paths are put behind. */
    public String url() {
        return place.url();
    }

    /** What its requests say besides, and what they do not say. */
    public SentMembers sentMembers() {
        return sentMembers;
    }

    /** What of requests that pass to it as they came. */
    public Passing passing() {
        return passing;
    }

    /** How many inputs it embeds at a time, 0 for any number. */
    public int maxInputs() {
        return maxInputs;
    }

    /** How often it is asked again where no other target is left. */
    public int retries() {
        return retries;
    }

    /** How often it is asked whether it is well; zero for never. */
    public Duration healthCheck() {
        return healthCheck;
    }

    /** Whether its file sets a parameter to something else than all have. */
    boolean says(String parameter) {
        return !parameters.text(parameter + SAID).isEmpty();
    }

    /** Whether it has answered a call since somebody took note of it. */
    public AtomicBoolean answered() {
        return answered;
    }

    /** A time limit in milliseconds. */
    long millis(String name) {
        return parameters.millis(name);
    }

    /** What its file says of one model. */
    public ObjectNode settings(String model) {
        return modelSettings.of(model);
    }
}
