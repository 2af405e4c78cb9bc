package dev.serai.alerts;

import dev.serai.alerts.Silences.Silence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What operators see of alerts, and do with them. */
@Component
public class ManagedAlerts {

    /**
     * All of it.
     *
     * @param trouble why each replica speaks for itself: the database is away; null if it is there
     */
    public record Report(List<AlertReport> alerts, List<Channels.Report> channels, String trouble) {}

    private final Alerts alerts;

    ManagedAlerts(Alerts alerts) {
        this.alerts = alerts;
    }

    /** All alerts that serve, and how the channels do that were told of some. */
    public Report report() {
        AlertRules rules = alerts.serving();
        return new Report(
                rules == null
                        ? List.of()
                        : rules.all().stream()
                                .map(rule -> AlertReport.of(rule, alerts))
                                .toList(),
                alerts.channels().reports(),
                alerts.books().trouble());
    }

    /** One alert; empty if there is none of that name. */
    public Optional<AlertReport> report(String name) {
        return rule(name).map(rule -> AlertReport.of(rule, alerts));
    }

    private Optional<AlertRule> rule(String name) {
        AlertRules rules = alerts.serving();
        return rules == null ? Optional.empty() : rules.named(name);
    }

    /** Lets an alert speak again, whatever of it was silent. */
    public AlertReport unsilence(String name, String actor) {
        Instant now = alerts.clock().instant();
        for (Silence silence : alerts.silences().all(now)) {
            if (silence.alert().equals(name)) {
                alerts.silence(new Silence(name, silence.labels(), now, "", actor));
            }
        }
        return report(name).orElseThrow();
    }

    /**
     * Keeps an alert silent for a while.
     *
     * @param labels of which labels; null for all
     */
    public AlertReport silence(String name, Map<String, String> labels, Duration length, String reason, String actor) {
        Instant until = alerts.clock().instant().plus(length);
        alerts.silence(new Silence(name, labels, until, reason, actor));
        return report(name).orElseThrow();
    }

    /** Sends a test to the channels of an alert, and says how they did. */
    public List<Channels.Report> test(String name) {
        AlertRules rules = alerts.serving();
        return alerts.test(rule(name).orElseThrow(), rules::send);
    }
}
