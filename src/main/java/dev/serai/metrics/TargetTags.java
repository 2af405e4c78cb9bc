package dev.serai.metrics;

import io.micrometer.core.instrument.Tags;
import java.util.function.UnaryOperator;

/** The labels of a target's series: by our names, and by those of OpenTelemetry. */
final class TargetTags {

    private final MeterLabels labels;
    private final UnaryOperator<String> telemetryNames;

    /**
     * Takes which there are.
     *
     * @param telemetryNames gives a provider's name in the conventions by its own
     */
    TargetTags(MeterLabels labels, UnaryOperator<String> telemetryNames) {
        this.labels = labels;
        this.telemetryNames = telemetryNames;
    }

    /** The key of a target, as far as there are labels for it. */
    TargetKey key(String operation, String provider, String model, String detail) {
        return new TargetKey(
                labels.value(Label.OPERATION, operation),
                labels.value(Label.PROVIDER, provider),
                labels.value(Label.MODEL, model),
                "",
                detail);
    }

    /** The same with the project. */
    TargetKey ofProject(TargetKey key, String project) {
        String value = labels.has(Label.PROJECT) ? project == null ? "none" : project : "";
        return value.isEmpty() ? key : new TargetKey(key.operation(), key.provider(), key.model(), value, key.detail());
    }

    /** Ours. */
    Tags of(TargetKey key) {
        Tags tags = labels.and(Tags.empty(), Label.OPERATION, key.operation());
        tags = labels.and(tags, Label.PROVIDER, key.provider());
        return labels.and(tags, Label.MODEL, key.model());
    }

    /** Ours, with the project. */
    Tags withProject(TargetKey key) {
        return labels.and(of(key), Label.PROJECT, key.project());
    }

    /** Ours, with the project and the status. */
    Tags withStatus(TargetKey key) {
        return labels.and(withProject(key), Label.STATUS, key.detail());
    }

    /** What the label says of a status. */
    String status(int status) {
        return labels.value(Label.STATUS, HttpMeters.status(status));
    }

    /** OpenTelemetry's. */
    Tags genAi(TargetKey key) {
        Tags tags = labels.and(Tags.empty(), Label.OPERATION, GenAi.OPERATION, GenAi.operation(key.operation()));
        tags = labels.and(tags, Label.PROVIDER, GenAi.PROVIDER, telemetryNames.apply(key.provider()));
        return labels.and(tags, Label.MODEL, GenAi.MODEL, key.model());
    }
}
