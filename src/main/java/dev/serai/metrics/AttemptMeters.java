package dev.serai.metrics;

import dev.serai.breakers.ClientLeft;
import dev.serai.call.AttemptOutcome;
import dev.serai.call.TimedAttempt;
import dev.serai.call.Way;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What became of attempts, how long they took, and who was left for another one. */
final class AttemptMeters {

    /** Statuses that are told apart as errors; the convention's word for all others is below. */
    private static final Set<Integer> ERRORS =
            Set.of(400, 401, 403, 404, 408, 413, 422, 429, 499, 500, 502, 503, 504, 529);

    private static final String OTHER_ERROR = "_OTHER";
    private static final String BROKEN_OFF = "broken_off";

    /** Way and outcome as one word of a key: made for each attempt, it would be hashed for each, too. */
    private static final Map<Way, Map<AttemptOutcome, String>> DETAILS = new EnumMap<>(Way.class);

    static {
        for (Way way : Way.values()) {
            Map<AttemptOutcome, String> outcomes = new EnumMap<>(AttemptOutcome.class);
            for (AttemptOutcome outcome : AttemptOutcome.values()) {
                outcomes.put(outcome, way.word() + ' ' + outcome.word());
            }
            DETAILS.put(way, outcomes);
        }
    }

    private final TargetTags tags;
    private final Family<TargetKey, Counter> attempts;
    private final Family<TargetKey, Counter> failovers;
    private final Family<TargetKey, Timer> durations;

    AttemptMeters(MeterRegistry registry, TargetTags tags, SeriesBound bound) {
        this.tags = tags;
        this.attempts = new Family<>(
                bound,
                1,
                TargetKey::wider,
                key -> Counter.builder("serai.attempts")
                        .description("What was asked of providers, why, and what came of it")
                        .tags(tags.of(key))
                        .tags("way", before(key.detail()), "outcome", behind(key.detail()))
                        .register(registry));
        this.failovers = new Family<>(
                bound,
                1,
                TargetKey::wider,
                key -> Counter.builder("serai.failovers")
                        .description("Attempts after which another target was asked, by the one that was left")
                        .tags(tags.of(key))
                        .register(registry));
        Histograms histograms = new Histograms(registry);
        this.durations = new Family<>(
                bound,
                Histograms.series(GenAi.DURATIONS),
                TargetKey::wider,
                key -> histograms.timer(
                        GenAi.DURATION,
                        "Attempts, of a stream until its end",
                        tags.genAi(key).and(GenAi.ERROR, key.detail()),
                        GenAi.DURATIONS));
    }

    private static String before(String detail) {
        return detail.substring(0, detail.indexOf(' '));
    }

    private static String behind(String detail) {
        return detail.substring(detail.indexOf(' ') + 1);
    }

    /**
     * Counts those of a request. A model that has answered is told apart from now on.
     *
     * @param left whether the client left: then the last one did not fail, though its answer broke off
     */
    void count(String operation, List<TimedAttempt> timeline, boolean left, ModelNames names) {
        TargetKey last = null;
        for (int i = 0; i < timeline.size(); i++) {
            TimedAttempt attempt = timeline.get(i);
            AttemptOutcome outcome = AttemptOutcome.of(attempt, left && i == timeline.size() - 1);
            String provider = attempt.target().provider().name();
            String model = names.of(provider, attempt.target().model(), outcome == AttemptOutcome.ANSWERED);
            TargetKey key = tags.key(operation, provider, model, "");
            attempts.of(key.with(DETAILS.get(attempt.way()).get(outcome))).increment();
            if (attempt.way() == Way.FAILOVER && last != null) {
                failovers.of(last).increment();
            }
            if (!attempt.skipped()) {
                durations.of(key.with(error(attempt, outcome))).record(attempt.nanos(), TimeUnit.NANOSECONDS);
            }
            last = key;
        }
    }

    /** As the convention has it: nothing where there was none. */
    private static String error(TimedAttempt attempt, AttemptOutcome outcome) {
        if (outcome == AttemptOutcome.ANSWERED) {
            return "";
        }
        int status = outcome == AttemptOutcome.LEFT ? ClientLeft.STATUS : attempt.status();
        return status < 400 ? BROKEN_OFF : ERRORS.contains(status) ? HttpMeters.status(status) : OTHER_ERROR;
    }
}
