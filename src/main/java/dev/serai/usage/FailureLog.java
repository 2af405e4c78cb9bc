package dev.serai.usage;

import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A line in the log for each request of a known caller that failed: WARN where the gateway or a provider did, INFO where
 * the request was at fault. A flood of failures must not become one of lines: so many a second, then their number.
 */
final class FailureLog {

    private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);
    private static final int MOST_A_SECOND = 20;
    private static final long SECOND = 1_000_000_000L;

    private final LongSupplier nanos;
    private long second;
    private int told;
    private long untold;

    /** Counts the seconds of this clock. */
    FailureLog(LongSupplier nanos) {
        this.nanos = nanos;
        this.second = nanos.getAsLong() / SECOND;
    }

    /**
     * Tells of a request, if it failed. A client that left is none.
     *
     * @param attempts who was asked and what they answered; empty if the first one answered or nobody was asked
     */
    void tell(UsageRecord record, String attempts) {
        if (record.aborted() || (record.error() == null && record.status() < 400) || !mayTell()) {
            return;
        }
        boolean ours = record.status() >= 500 || record.status() < 400;
        LOG.atLevel(ours ? Level.WARN : Level.INFO)
                .log(
                        "{} failed: {} {} for model {}{}{}, after {} ms{}",
                        record.requestId(),
                        record.status(),
                        record.error(),
                        record.alias(),
                        record.project() == null ? "" : " of project " + record.project(),
                        record.provider() == null ? "" : ", by " + record.provider() + "/" + record.model(),
                        Math.round(record.latencyMs()),
                        attempts.isEmpty() ? "" : "; asked " + attempts);
    }

    private synchronized boolean mayTell() {
        long now = nanos.getAsLong() / SECOND;
        if (now != second) {
            if (untold > 0) {
                LOG.warn("{} more requests failed within a second and have no line here", untold);
            }
            second = now;
            told = 0;
            untold = 0;
        }
        if (told < MOST_A_SECOND) {
            told++;
            return true;
        }
        untold++;
        return false;
    }
}
