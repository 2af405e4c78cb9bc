package dev.serai.metrics;

import dev.serai.call.Call;
import dev.serai.usage.EndedRequest;
import dev.serai.usage.RequestObserver;
import dev.serai.usage.UsageRecord;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.core.Ordered;

/** Counts what is on record, request by request, when the last byte is out; on the request's own thread. */
final class RequestMeters implements RequestObserver, Ordered {

    private static final Duration[] OVERHEADS =
            GenAi.seconds(0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5);

    private final MeterLabels labels;
    private final Family<String, Timer> overheads;
    private final AttemptMeters attempts;
    private final UsageMeters usage;
    private final StreamMeters streams;
    private final RefusalMeters refusals;
    private final ModelNames names;
    private final TargetTags tags;

    RequestMeters(MeterRegistry registry, MeterLabels labels, TargetTags tags, ModelNames names, SeriesBound bound) {
        Histograms histograms = new Histograms(registry);
        this.labels = labels;
        this.tags = tags;
        this.names = names;
        this.attempts = new AttemptMeters(registry, tags, bound);
        this.usage = new UsageMeters(registry, tags, bound);
        this.streams = new StreamMeters(histograms, tags, bound);
        this.refusals = new RefusalMeters(registry, labels, bound);
        this.overheads = new Family<>(
                bound,
                Histograms.series(OVERHEADS),
                endpoint -> labels.value(Label.ENDPOINT, MeterLabels.OTHER),
                endpoint -> histograms.timer(
                        "serai.overhead",
                        "The gateway's own time of requests, until their answer begins",
                        labels.and(Tags.empty(), Label.ENDPOINT, endpoint),
                        OVERHEADS));
    }

    /** Among the first: behind who says which span is the thread's, for exemplars. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE + 1;
    }

    @Override
    public void ended(EndedRequest request) {
        Call call = request.call();
        UsageRecord own = request.record();
        overheads.of(labels.value(Label.ENDPOINT, own.endpoint())).record(call.overheadNanos(), TimeUnit.NANOSECONDS);
        refusals.count(call, own);
        String operation =
                call.asked() == null ? MeterLabels.OTHER : call.asked().operation();
        attempts.count(operation, request.attempts(), call.outcome().aborted(), names);
        if (own.provider() != null) {
            TargetKey target = target(operation, own);
            usage.request(target, own);
            streams.count(target, own);
        }
        for (UsageRecord other : request.others()) {
            usage.attempt(target(operation, other), other);
        }
    }

    private TargetKey target(String operation, UsageRecord record) {
        String model = names.of(record.provider(), record.model(), false);
        return tags.key(operation, record.provider(), model, "");
    }
}
