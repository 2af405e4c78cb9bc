package dev.serai.requests;

import dev.serai.access.Caller;
import dev.serai.call.Call;
import dev.serai.time.Recurring;
import dev.serai.usage.EndedRequest;
import dev.serai.usage.RequestObserver;
import dev.serai.usage.UsageRecord;
import java.time.Duration;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * A line in the log for each request: INFO where it was answered, or at fault itself; WARN where the gateway or a provider
 * failed with it. A flood of requests must not become one of lines: so many a second, of those that were answered, those that
 * failed and those of strangers each, then their number.
 */
final class RequestLog extends Recurring implements RequestObserver {

    private static final Logger LOG = LoggerFactory.getLogger("requests");
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Whoever knows no key must not fill a disk. */
    private static final int OF_STRANGERS = 20;

    private static final double PARTS_OF_A_MILLISECOND = 1000;
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");

    private final LineBudget answered;
    private final LineBudget failed;
    private final LineBudget ofStrangers;

    /**
     * Tells of no request yet.
     *
     * @param most lines a second, of the answered and of the failed
     */
    RequestLog(int most) {
        super("request-log");
        this.answered = new LineBudget(most);
        this.failed = new LineBudget(most);
        this.ofStrangers = new LineBudget(Math.min(most, OF_STRANGERS));
    }

    @Override
    protected void begin() {
        every(SECOND, SECOND, this::tellMissing, e -> LOG.error("Lines of requests are missing", e));
    }

    /** Tells how many requests of the last second have no line, and begins the next one. */
    void tellMissing() {
        tell(answered.begins(), "were answered");
        tell(failed.begins(), "failed");
        tell(ofStrangers.begins(), "of unknown callers were refused");
    }

    private static void tell(long missing, String what) {
        if (missing > 0) {
            LOG.atWarn()
                    .addKeyValue("missing", missing)
                    .log("{} more requests {} within a second and have no line here", missing, what);
        }
    }

    @Override
    public void ended(EndedRequest request) {
        UsageRecord record = request.record();
        Level level = level(record);
        if (LOG.isEnabledForLevel(level) && budget(request).takes()) {
            LoggingEventBuilder line = LOG.atLevel(level);
            who(request, line);
            what(record, line);
            counts(request, line);
            line.log(record.endpoint() + " " + record.status() + word(record.error()));
        }
    }

    /** A code may be what a provider says, by a transform of somebody's own: it stands in the message if it is a word. */
    static String word(String error) {
        return error != null && WORD.matcher(error).matches() ? " " + error : "";
    }

    private LineBudget budget(EndedRequest request) {
        if (request.caller() == null) {
            return ofStrangers;
        }
        return failed(request.record()) ? failed : answered;
    }

    /** A client that left is no failure of anybody's. */
    private static boolean failed(UsageRecord record) {
        return !record.aborted() && record.failed();
    }

    private static Level level(UsageRecord record) {
        if (!failed(record)) {
            return Level.INFO;
        }
        return record.faultOfCaller() ? Level.INFO : Level.WARN;
    }

    private static void who(EndedRequest request, LoggingEventBuilder line) {
        Call call = request.call();
        UsageRecord record = request.record();
        Caller caller = request.caller();
        add(line, "requestId", call.requestId());
        add(line, "traceId", call.traceId());
        add(line, "project", record.project());
        add(line, "token", record.token());
        add(line, "tokenName", caller == null ? null : caller.tokenName());
        add(line, "caller", caller == null || record.token() != null ? null : caller.id());
    }

    private static void what(UsageRecord record, LoggingEventBuilder line) {
        add(line, "endpoint", record.endpoint());
        add(line, "alias", record.alias());
        add(line, "provider", record.provider());
        add(line, "model", record.model());
        add(line, "stream", record.streaming());
        add(line, "status", record.status());
        add(line, "errorCode", record.error()); // ECS has an object at `error`
    }

    private static void counts(EndedRequest request, LoggingEventBuilder line) {
        UsageRecord record = request.record();
        add(line, "promptTokens", record.promptTokens());
        add(line, "completionTokens", record.completionTokens());
        add(line, "cachedTokens", record.cachedTokens());
        add(line, "estimated", record.estimated());
        add(line, "cost", UsageRecord.exact(request.total()));
        add(line, "latencyMs", millis(record.latencyMs()));
        add(line, "firstTokenMs", record.firstTokenMs() == null ? null : (Double) millis(record.firstTokenMs()));
        add(line, "overheadMs", millis(record.overheadMs()));
        add(line, "attempts", record.attempts());
        String trail = request.call().tries().trail();
        add(line, "asked", trail.isEmpty() ? null : trail);
    }

    private static void add(LoggingEventBuilder line, String name, Object value) {
        if (value != null) {
            var unused = line.addKeyValue(name, value);
        }
    }

    private static double millis(double millis) {
        return Math.round(millis * PARTS_OF_A_MILLISECOND) / PARTS_OF_A_MILLISECOND;
    }
}
