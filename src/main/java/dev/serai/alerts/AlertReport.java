package dev.serai.alerts;

import dev.serai.alerts.Silences.Silence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An alert as operators see it.
 *
 * @param question the address that is asked
 * @param askedAt when it was asked last; null if it was not yet
 * @param trouble why nothing is known of it; null if something is
 */
public record AlertReport(
        String id,
        String says,
        String every,
        String question,
        String threshold,
        int rounds,
        String repeat,
        List<String> channels,
        String severity,
        Instant askedAt,
        String trouble,
        List<Silenced> silences,
        List<Item> states) {

    /**
     * For how long nobody hears of it.
     *
     * @param labels of which labels; null for all of it
     * @param actor who wanted it
     */
    public record Silenced(Map<String, String> labels, Instant until, String reason, String actor) {}

    /**
     * What it has found of some labels.
     *
     * @param state {@code pending}, {@code firing} or {@code over}
     * @param since when it began to fire; null while it is pending
     * @param toldAt when somebody was told last; null if nobody was
     * @param owed the channels that have not been told of the last change
     */
    public record Item(
            Map<String, String> labels,
            String state,
            String reading,
            Instant since,
            Instant toldAt,
            List<String> owed,
            Instant silencedUntil) {}

    static AlertReport of(AlertRule rule, Alerts alerts) {
        Instant now = alerts.clock().instant();
        AlertView view = alerts.view(rule);
        return new AlertReport(
                rule.name(),
                rule.says(),
                text(rule.every().toMillis()),
                rule.question(),
                rule.threshold().toString(),
                rule.rounds(),
                text(rule.repeat().toMillis()),
                List.copyOf(rule.channels()),
                rule.severity(),
                view.askedAt(),
                view.trouble(rule, now),
                silences(rule, alerts, now),
                items(rule, alerts, view, now));
    }

    private static List<Silenced> silences(AlertRule rule, Alerts alerts, Instant now) {
        return alerts.silences().all(now).stream()
                .filter(it -> it.alert().equals(rule.name()))
                .map(it -> new Silenced(it.labels(), it.until(), it.reason(), it.actor()))
                .sorted(Comparator.comparing(Silenced::until))
                .toList();
    }

    private static List<Item> items(AlertRule rule, Alerts alerts, AlertView view, Instant now) {
        List<Item> items = new ArrayList<>();
        Map<Map<String, String>, Double> pending = new HashMap<>(view.pending());
        for (Standing standing : alerts.books().standings(rule.name())) {
            pending.remove(standing.labels());
            items.add(new Item(
                    standing.labels(),
                    standing.over() ? "over" : "firing",
                    rule.unit().text(view.reading(standing.labels(), standing.value())),
                    standing.since(),
                    standing.toldAt(),
                    standing.owed().stream().sorted().toList(),
                    silencedUntil(alerts, rule, standing.labels(), now)));
        }
        pending.forEach((labels, value) -> items.add(new Item(
                labels,
                "pending",
                rule.unit().text(value),
                null,
                null,
                List.of(),
                silencedUntil(alerts, rule, labels, now))));
        items.sort(Comparator.comparing(item -> Labels.text(item.labels())));
        return items;
    }

    private static Instant silencedUntil(Alerts alerts, AlertRule rule, Map<String, String> labels, Instant now) {
        return alerts.silences()
                .of(rule.name(), labels, now)
                .map(Silence::until)
                .orElse(null);
    }

    private static String text(long millis) {
        return millis == 0 ? "never" : Unit.SECONDS.text(millis / 1000.0);
    }
}
