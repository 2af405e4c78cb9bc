package dev.serai.metrics;

import io.micrometer.core.instrument.Tags;
import java.util.Set;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/** Which labels there are. One that is left out says nothing and stands nowhere, so that its series are one. */
final class MeterLabels {

    static final String OTHER = "other";

    private final Set<Label> chosen;

    MeterLabels(Set<Label> chosen) {
        this.chosen = chosen;
    }

    /**
     * Those that the settings name.
     *
     * @throws InvalidConfigurationPropertyValueException if one of them is none
     */
    static MeterLabels of(MetricsSettings settings) {
        try {
            return new MeterLabels(Label.named(settings.labels()));
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationPropertyValueException(
                    "serai.metrics.labels", settings.labels(), e.getMessage());
        }
    }

    boolean has(Label label) {
        return chosen.contains(label);
    }

    /** What it says; nothing if it was left out. */
    String value(Label label, String value) {
        return value != null && chosen.contains(label) ? value : "";
    }

    /** Adds a label under a name, unless it was left out. */
    Tags and(Tags tags, Label label, String name, String value) {
        return chosen.contains(label) ? tags.and(name, value) : tags;
    }

    /** The same under its own name. */
    Tags and(Tags tags, Label label, String value) {
        return and(tags, label, label.word(), value);
    }
}
