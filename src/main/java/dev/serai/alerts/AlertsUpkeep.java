package dev.serai.alerts;

import dev.serai.time.Recurring;
import dev.serai.wire.Reason;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps silences known to all replicas, and forgets alerts whose files are gone. */
final class AlertsUpkeep extends Recurring {

    private static final Logger LOG = LoggerFactory.getLogger(AlertsUpkeep.class);
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final Duration SWEEP = Duration.ofMinutes(10);
    private static final Duration FORGOTTEN = Duration.ofDays(1);
    /** Each statement to a database that is silent takes a minute. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Alerts alerts;
    private final DatabaseBook book;

    AlertsUpkeep(Alerts alerts, DatabaseBook book) {
        super("alerts", LONGEST);
        this.alerts = alerts;
        this.book = book;
    }

    @Override
    protected void begin() {
        every(Duration.ZERO, LOOK, this::look, e -> LOG.debug("Silences could not be read: {}", Reason.of(e)));
        every(SWEEP, SWEEP, this::sweep, e -> LOG.debug("Old alerts could not be removed: {}", Reason.of(e)));
    }

    private void look() {
        alerts.silences().refresh(alerts.clock().instant());
    }

    private void sweep() {
        book.forget(alerts.clock().instant().minus(FORGOTTEN));
        AlertRules rules = alerts.serving();
        if (rules != null) { // a last round of the generation before may have come after it had gone
            alerts.retain(rules.all());
        }
    }

    /** After the routes are there, which stop after it. */
    @Override
    public int getPhase() {
        return 1;
    }
}
