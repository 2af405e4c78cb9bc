package dev.serai.metrics;

import dev.serai.breakers.Retryable;
import dev.serai.call.Call;
import dev.serai.usage.UsageRecord;
import dev.serai.wire.ApiException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

/** Requests that a limit or a budget of their project or token refused. */
final class RefusalMeters {

    private record Key(String kind, String project) {

        Key wider() {
            return project.isEmpty() ? this : new Key(kind, MeterLabels.OTHER);
        }
    }

    private final MeterLabels labels;
    private final Family<Key, Counter> refused;

    RefusalMeters(MeterRegistry registry, MeterLabels labels, SeriesBound bound) {
        this.labels = labels;
        this.refused = new Family<>(
                bound,
                1,
                Key::wider,
                key -> Counter.builder("serai.limits.refused")
                        .description("Requests that a limit or budget of their project or token refused")
                        .tags(labels.and(Tags.of("kind", key.kind), Label.PROJECT, key.project))
                        .register(registry));
    }

    void count(Call call, UsageRecord record) {
        ApiException failure = call.outcome().failure();
        if (failure == null || call.outcome().aborted()) {
            return;
        }
        String kind = kind(failure, call);
        if (kind != null) {
            String project = record.project() == null ? "none" : record.project();
            refused.of(new Key(kind, labels.value(Label.PROJECT, project))).increment();
        }
    }

    /** Null if it is no limit of ours: a provider's has the same codes. */
    private static String kind(ApiException failure, Call call) {
        boolean ours = failure instanceof Retryable retryable
                ? retryable.isOfCaller()
                : call.tries().count() == 0;
        if (!ours || failure.code() == null) {
            return null;
        }
        return switch (failure.code()) {
            case "rate_limit_exceeded" -> failure.type();
            case "concurrency_limit_exceeded" -> "concurrency";
            case "insufficient_quota" -> "budget";
            default -> null;
        };
    }
}
