package dev.serai.alerts;

import dev.serai.breakers.ClientLeft;
import dev.serai.call.TimedAttempt;
import dev.serai.usage.EndedRequest;
import dev.serai.usage.RequestObserver;
import dev.serai.usage.UsageRecord;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * What came of the requests of the last quarter of an hour: in all; and where an alert asks for it, by provider and model,
 * which counts what each was asked, and by project. Bounded in memory, whatever callers name.
 */
final class RequestWindows implements RequestObserver {

    /** Series of a kind. Where there are more, the rest counts together. */
    static final int MOST = 200;

    static final String OTHER = "other";

    private static final long FORGOTTEN_MILLIS = Series.SLOTS * Series.SLOT_MILLIS;
    private static final int ANSWERED = 200;
    private static final int SERVERS = 500;
    private static final String CIRCUIT_OPEN = "circuit_open";

    private final Clock clock;
    private final Series all = new Series();
    private final Map<By, Map<String, Series>> known = new EnumMap<>(By.class);
    private volatile boolean providers;
    private volatile boolean models;
    private volatile boolean projects;

    RequestWindows(Clock clock) {
        this.clock = clock;
        for (By by : By.values()) {
            known.put(by, new ConcurrentHashMap<>());
        }
    }

    /** Begins to count what somebody is going to ask for. */
    void want(By by) {
        providers |= by == By.PROVIDER;
        models |= by == By.MODEL;
        projects |= by == By.PROJECT;
    }

    @Override
    public void ended(EndedRequest request) {
        UsageRecord record = request.record();
        List<TimedAttempt> timeline = request.attempts();
        if (timeline.isEmpty() && record.status() < SERVERS) {
            return; // refused before anybody was asked: it says nothing of how long answers take
        }
        long now = clock.millis();
        count(all, now, record);
        used(all, now, record);
        if (projects && record.project() != null) {
            count(series(By.PROJECT, record.project(), now), now, record);
        }
        if (providers || models) {
            timeline.forEach(attempt -> count(attempt, now));
        }
        usedBy(record, now);
        request.others().forEach(other -> {
            used(all, now, other);
            usedBy(other, now);
        });
    }

    private void usedBy(UsageRecord record, long now) {
        if (projects && record.project() != null) {
            used(series(By.PROJECT, record.project(), now), now, record);
        }
        if (record.provider() == null) {
            return;
        }
        if (providers) {
            used(series(By.PROVIDER, record.provider(), now), now, record);
        }
        if (models) {
            used(series(By.MODEL, record.provider() + "/" + record.model(), now), now, record);
        }
    }

    /** A client that leaves has waited long enough, and nobody failed. */
    private static void count(Series series, long now, UsageRecord record) {
        boolean left = record.status() == ClientLeft.STATUS;
        series.ended(
                now,
                Math.round(record.latencyMs()),
                record.firstTokenMs() == null ? -1 : Math.round(record.firstTokenMs()),
                left ? ANSWERED : record.status(),
                left ? null : record.error());
    }

    private static void used(Series series, long now, UsageRecord record) {
        BigDecimal cost = record.cost();
        series.used(now, record.promptTokens() + record.completionTokens(), cost == null ? -1 : cost.doubleValue());
    }

    /** One that is not set up is not asked, and nobody misses it. */
    private void count(TimedAttempt attempt, long now) {
        if (attempt.target() == null || (attempt.skipped() && !CIRCUIT_OPEN.equals(attempt.error()))) {
            return;
        }
        if (providers) {
            count(series(By.PROVIDER, attempt.target().provider().name(), now), attempt, now);
        }
        if (models) {
            count(series(By.MODEL, attempt.target().toString(), now), attempt, now);
        }
    }

    private static void count(Series series, TimedAttempt attempt, long now) {
        if (attempt.skipped()) {
            series.skipped(now);
            return;
        }
        boolean left = attempt.isOvertaken() || attempt.status() == ClientLeft.STATUS;
        long first = attempt.firstContentNanos();
        series.ended(
                now,
                TimeUnit.NANOSECONDS.toMillis(attempt.nanos()),
                first == 0 ? -1 : TimeUnit.NANOSECONDS.toMillis(first - attempt.beganNanos()),
                left ? ANSWERED : attempt.status(),
                left ? null : attempt.error());
    }

    private Series series(By by, String name, long now) {
        Map<String, Series> named = known.get(by);
        Series series = named.get(name);
        return series == null ? made(named, name, now) : series;
    }

    private static synchronized Series made(Map<String, Series> named, String name, long now) {
        if (named.size() >= MOST) {
            named.values().removeIf(it -> now - it.lastMillis() > FORGOTTEN_MILLIS);
        }
        return named.computeIfAbsent(named.size() < MOST ? name : OTHER, it -> new Series());
    }

    /** Answers what is asked of requests. */
    List<Reading> ask(FigureQuestion question) {
        long now = clock.millis();
        List<Reading> readings = new ArrayList<>();
        if (question.by() == By.ALL) {
            Double reading = all.reading(question, now);
            return reading == null ? List.of() : List.of(Reading.of(reading));
        }
        want(question.by());
        known.get(question.by()).forEach((name, series) -> {
            Double reading = series.reading(question, now);
            if (reading != null) {
                readings.add(Reading.of(question.by().word(), name, reading));
            }
        });
        return readings;
    }
}
