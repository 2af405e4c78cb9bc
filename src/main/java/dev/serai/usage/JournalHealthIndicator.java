package dev.serai.usage;

import dev.serai.SeraiProperties;
import dev.serai.journal.Journal;
import dev.serai.time.Degraded;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/**
 * {@code journal} in {@code /health}: usage on its way by the disk to the database. Degraded where it is lost or waits;
 * requests are answered all the same, so that it stays ready.
 */
@Component
class JournalHealthIndicator extends AbstractHealthIndicator {

    /** For so long it is said that records were lost, after it was first seen. */
    private static final Duration LATELY = Duration.ofMinutes(10);

    private final Journal journal;
    private final UsageWriter writer;
    private final Path data;
    private final Clock clock;
    private long dropped;
    private Instant droppedAt = Instant.MIN;

    JournalHealthIndicator(Journal journal, UsageWriter writer, SeraiProperties serai, Clock clock) {
        this.journal = journal;
        this.writer = writer;
        this.data = serai.data();
        this.clock = clock;
    }

    @Override
    protected synchronized void doHealthCheck(Health.Builder health) {
        health.up()
                .withDetail("waiting", writer.waiting())
                .withDetail("diskFree", data.toFile().getUsableSpace());
        if (writer.countSetAside() > 0) {
            health.withDetail("setAside", writer.countSetAside());
        }
        journal.trouble().ifPresent(trouble -> degraded(health, "disk", trouble));
        writer.trouble().ifPresent(trouble -> degraded(health, "database", trouble));
        if (droppedLately()) {
            degraded(health, "dropped", dropped);
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
