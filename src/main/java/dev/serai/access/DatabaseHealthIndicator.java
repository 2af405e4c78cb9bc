package dev.serai.access;

import dev.serai.store.Database;
import dev.serai.time.Degraded;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/**
 * {@code database} in {@code /health}. Degraded while it cannot be used: callers are served from memory, so that it stays
 * ready, and only {@code /manage} and the sums of usage wait.
 */
@Component
class DatabaseHealthIndicator extends AbstractHealthIndicator {

    private final Database database;
    private final DirectoryFeed feed;

    DatabaseHealthIndicator(Database database, DirectoryFeed feed) {
        this.database = database;
        this.feed = feed;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        health.up().withDetail("address", database.toString());
        feed.trouble().ifPresent(trouble -> health.status(Degraded.STATUS).withDetail("trouble", trouble));
    }
}
