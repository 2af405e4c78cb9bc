package dev.serai.metrics;

import dev.serai.usage.UsageRecord;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** How soon streams begin, and how fast they go on. */
final class StreamMeters {

    private static final double NANOS = 1e6;

    private final Family<TargetKey, Timer> firstTokens;
    private final Family<TargetKey, Timer> eachTokens;

    StreamMeters(Histograms histograms, TargetTags tags, SeriesBound bound) {
        this.firstTokens = new Family<>(
                bound,
                Histograms.series(GenAi.FIRST_TOKENS),
                TargetKey::wider,
                key -> histograms.timer(
                        GenAi.FIRST_TOKEN,
                        "Streams from the request to their first content token",
                        tags.genAi(key),
                        GenAi.FIRST_TOKENS));
        this.eachTokens = new Family<>(
                bound,
                Histograms.series(GenAi.EACH_TOKENS),
                TargetKey::wider,
                key -> histograms.timer(
                        GenAi.EACH_TOKEN,
                        "Streams that were whole: the time of a token after the first one",
                        tags.genAi(key),
                        GenAi.EACH_TOKENS));
    }

    void count(TargetKey target, UsageRecord record) {
        if (record.firstTokenMs() == null) {
            return;
        }
        firstTokens.of(target).record(nanos(record.firstTokenMs()), TimeUnit.NANOSECONDS);
        long others = record.completionTokens() - 1;
        if (others > 0 && !record.failed() && !record.estimated()) {
            double took = Math.max(0, record.latencyMs() - record.firstTokenMs());
            eachTokens.of(target).record(nanos(took / others), TimeUnit.NANOSECONDS);
        }
    }

    private static long nanos(double millis) {
        return Math.round(millis * NANOS);
    }
}
