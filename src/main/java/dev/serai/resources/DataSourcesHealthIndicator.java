package dev.serai.resources;

import dev.serai.time.Degraded;
import java.util.Collection;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;

/**
 * {@code dataSources} in {@code /health}, where there are any: what the last step that needed one has met. Nothing is asked for
 * the sake of it; requests whose routes need none are answered all the same.
 */
final class DataSourcesHealthIndicator extends AbstractHealthIndicator {

    private final Collection<NamedDataSource> all;

    DataSourcesHealthIndicator(Collection<NamedDataSource> all) {
        this.all = all;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        health.up();
        for (NamedDataSource source : all) {
            if (source.trouble().isEmpty()) {
                health.withDetail(source.name(), "up");
            } else {
                health.status(Degraded.STATUS).withDetail(source.name(), source.trouble());
            }
        }
    }
}
