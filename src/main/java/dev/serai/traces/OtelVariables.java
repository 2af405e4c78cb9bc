package dev.serai.traces;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;

/**
 * OpenTelemetry's own variables, {@code OTEL_…}, wherever Spring finds settings: in the environment, in a file of secrets,
 * in {@code application.yaml}. The names are as the SDK has them, {@code otel.exporter.otlp.endpoint}.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/">what they mean</a>
 */
final class OtelVariables {

    private static final String PREFIX = "otel.";
    private static final String SPOKEN = "http/protobuf";

    private final Map<String, String> values = new TreeMap<>();

    private OtelVariables() {}

    static OtelVariables of(Environment environment) {
        OtelVariables found = new OtelVariables();
        if (environment instanceof ConfigurableEnvironment sources) {
            for (PropertySource<?> source : sources.getPropertySources()) {
                if (source instanceof EnumerablePropertySource<?> listed) {
                    Arrays.stream(listed.getPropertyNames()).forEach(name -> found.add(name, environment));
                }
            }
        }
        return found;
    }

    /** What stands first counts; what is empty is not set. */
    private void add(String name, Environment environment) {
        String key = name.toLowerCase(Locale.ROOT).replace('_', '.').replace('-', '.');
        if (key.startsWith(PREFIX) && !values.containsKey(key)) {
            String value = environment.getProperty(name);
            if (value != null && !value.isBlank()) {
                values.put(key, value.strip());
            }
        }
    }

    /** All that are set. */
    Map<String, String> all() {
        return values;
    }

    /** One of them, or what stands for it where it is not set. */
    String get(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    /** Where spans go to, for people; null for nowhere. */
    String endpoint() {
        return get("otel.exporter.otlp.traces.endpoint", get("otel.exporter.otlp.endpoint", null));
    }

    /** Whether requests are traced. */
    boolean on() {
        return endpoint() != null
                && !get("otel.sdk.disabled", "").equalsIgnoreCase("true")
                && !exporters().equals(List.of("none"));
    }

    private List<String> exporters() {
        return List.of(get("otel.traces.exporter", "otlp").split("\\s*,\\s*", -1));
    }

    /** What is taken from callers and passed on to providers, as {@code OTEL_PROPAGATORS} has it. */
    List<String> propagators() {
        // not baggage by default: what callers say to their own services is none of a provider's business
        return List.of(get("otel.propagators", "tracecontext").split("\\s*,\\s*", -1));
    }

    /** Refuses what is asked for and not done here: who asked for it would wait for spans that never come. */
    void requireSpoken() {
        String own = "otel.exporter.otlp.traces.protocol";
        String protocol = values.containsKey(own) ? own : "otel.exporter.otlp.protocol";
        if (!get(protocol, SPOKEN).equals(SPOKEN)) {
            throw invalid(protocol, "spans are sent by " + SPOKEN + " alone, mostly to port 4318 of a collector");
        }
        if (!exporters().equals(List.of("otlp"))) {
            throw invalid("otel.traces.exporter", "it is otlp, or none");
        }
    }

    /** A value that cannot be. */
    InvalidConfigurationPropertyValueException invalid(String name, String why) {
        return new InvalidConfigurationPropertyValueException(
                name.toUpperCase(Locale.ROOT).replace('.', '_'), values.get(name), why);
    }
}
