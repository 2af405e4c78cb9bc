package dev.serai.alerts;

import dev.serai.time.Degraded;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.actuate.health.AbstractHealthIndicator;
import org.springframework.boot.actuate.health.Health;
import org.springframework.stereotype.Component;

/**
 * {@code alerts} in {@code /health}. Degraded where nobody would hear of one: a channel fails, a question has no answer, or
 * an alert is not asked any more.
 */
@Component
class AlertsHealthIndicator extends AbstractHealthIndicator {

    private final Alerts alerts;

    AlertsHealthIndicator(Alerts alerts) {
        this.alerts = alerts;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        health.up();
        AlertRules rules = alerts.serving();
        Map<String, String> unanswered = new TreeMap<>();
        Instant now = alerts.clock().instant();
        if (rules != null) {
            for (AlertRule rule : rules.all()) {
                String trouble = alerts.view(rule).trouble(rule, now);
                if (trouble != null) {
                    unanswered.put(rule.name(), trouble);
                }
            }
            health.withDetail("alerts", rules.all().size());
        }
        if (!unanswered.isEmpty()) {
            health.status(Degraded.STATUS).withDetail("unanswered", unanswered);
        }
        Map<String, String> silent = new TreeMap<>();
        for (Channels.Report channel : alerts.channels().reports()) {
            if (channel.trouble() != null) {
                silent.put(channel.name(), channel.trouble());
            }
        }
        if (!silent.isEmpty()) {
            health.status(Degraded.STATUS).withDetail("channels", silent);
        }
    }
}
