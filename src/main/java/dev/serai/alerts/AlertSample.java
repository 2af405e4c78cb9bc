package dev.serai.alerts;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An alert as its file has it, and what would be told of it.
 *
 * @param asks its question, and what is sent there
 * @param channels those that are told, with what is to be set for one that would not work
 * @param document as channels get it, with sample figures
 */
public record AlertSample(
        String name,
        String every,
        String asks,
        String threshold,
        String rounds,
        String repeat,
        Map<String, String> channels,
        Map<String, Object> document) {

    private static final Instant SOME_TIME = Instant.parse("2030-01-01T03:00:00Z");
    private static final double MILLIS = 1000;

    static AlertSample of(AlertRule rule, Webhooks webhooks) {
        Notice notice = new Notice(
                rule,
                Notice.Kind.FIRING,
                rule.sampleLabels(),
                rule.sampleValue(),
                SOME_TIME,
                SOME_TIME,
                "some-gateway");
        Map<String, String> channels = new TreeMap<>();
        rule.channels().forEach(channel -> channels.put(channel, webhooks.missing(channel)));
        String clear = rule.clear() == null ? "" : ", over when " + rule.clear();
        return new AlertSample(
                rule.name(),
                time(rule.every().toMillis()),
                rule.question() + (rule.query().equals(AlertWords.NO_QUERY) ? "" : " with " + rule.query()),
                rule.threshold() + clear,
                rule.rounds() == 1 ? "the first time" : "after " + rule.rounds() + " times in a row",
                rule.repeat().isZero() ? "never" : "after " + time(rule.repeat().toMillis()),
                channels,
                notice.document());
    }

    private static String time(long millis) {
        return Unit.SECONDS.text(millis / MILLIS);
    }

    /** The lines that say all of it. */
    public List<String> lines() {
        return List.of(
                name,
                "  asks      " + asks + ", every " + every,
                "  fires     " + threshold + ", " + rounds + "; again " + repeat,
                "  subject   " + document.get("subject"),
                "  text      " + document.get("text"));
    }
}
