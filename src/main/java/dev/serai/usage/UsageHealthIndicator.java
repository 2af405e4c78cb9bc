package dev.serai.usage;

import dev.serai.files.Problem;
import dev.serai.journal.Journal;
import dev.serai.prices.PriceList;
import dev.serai.time.Degraded;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/**
 * {@code usage} in {@code /health}. Degraded where usage is lost or waits, or where the prices on disk do not count;
 * requests are answered all the same, so that it stays ready.
 */
@Component
class UsageHealthIndicator extends AbstractHealthIndicator {

    /** For so long it is said that records were lost, after it was first seen. */
    private static final Duration LATELY = Duration.ofMinutes(10);

    private final Journal journal;
    private final UsageWriter writer;
    private final PriceList prices;
    private final Clock clock;
    private long dropped;
    private Instant droppedAt = Instant.MIN;

    UsageHealthIndicator(Journal journal, UsageWriter writer, PriceList prices, Clock clock) {
        this.journal = journal;
        this.writer = writer;
        this.prices = prices;
        this.clock = clock;
    }

    @Override
    protected synchronized void doHealthCheck(Health.Builder health) {
        health.up().withDetail("waiting", writer.waiting());
        if (writer.countSetAside() > 0) {
            health.withDetail("setAside", writer.countSetAside());
        }
        journal.trouble().ifPresent(trouble -> degraded(health, "journal", trouble));
        writer.trouble().ifPresent(trouble -> degraded(health, "database", trouble));
        if (droppedLately()) {
            degraded(health, "dropped", dropped);
        }
        if (!prices.problems().isEmpty()) {
            degraded(
                    health,
                    "prices",
                    prices.problems().stream().map(Problem::toString).toList());
        }
    }

    private boolean droppedLately() {
        Instant now = clock.instant();
        long before = dropped;
        dropped = journal.dropped();
        if (dropped > before) {
            droppedAt = now;
        }
        return droppedAt.isAfter(now.minus(LATELY));
    }

    private static void degraded(Health.Builder health, String detail, Object value) {
        health.status(Degraded.STATUS).withDetail(detail, value);
    }
}
