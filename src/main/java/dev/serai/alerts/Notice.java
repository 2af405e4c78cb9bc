package dev.serai.alerts;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Something to be told, in the form that channels get as body.
 *
 * @param gateway who tells it
 */
record Notice(
        AlertRule rule,
        Kind kind,
        Map<String, String> labels,
        double value,
        Instant since,
        Instant at,
        String gateway) {

    /** What it is that is told. */
    enum Kind {
        /** It fires. */
        FIRING("is firing"),
        /** It still does. */
        AGAIN("is still firing"),
        OVER("is over"),
        /** Somebody tries whether it arrives. */
        TEST("is being tested");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /** One that somebody asked for, with an example's labels. */
    static Notice test(AlertRule rule, Instant now, String gateway) {
        return new Notice(rule, Kind.TEST, rule.sampleLabels(), rule.sampleValue(), now, now, gateway);
    }

    /** As channels get it; {@code docs/alerts.md} explains each member. */
    Map<String, Object> document() {
        String state = kind == Kind.OVER ? "over" : "firing";
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", "alert");
        document.put("at", at.toString());
        document.put("alert", rule.name());
        document.put("state", state);
        document.put("again", kind == Kind.AGAIN);
        document.put("test", kind == Kind.TEST);
        document.put("severity", rule.severity());
        document.put("labels", new TreeMap<>(labels));
        document.put("value", value);
        document.put("reading", rule.unit().text(value));
        document.put("threshold", rule.threshold().toString());
        document.put("since", since.toString());
        document.put("gateway", gateway);
        document.put("id", id());
        document.put("subject", subject());
        document.put("text", text());
        return document;
    }

    /** The same for all that is told of one incident. */
    private String id() {
        StringBuilder id = new StringBuilder(rule.name());
        new TreeMap<>(labels)
                .forEach(
                        (name, label) -> id.append('/').append(name).append('=').append(label));
        return kind == Kind.TEST ? "test/" + id : id.toString();
    }

    private String subject() {
        String of = labels.values().stream().collect(Collectors.joining(", "));
        return "Serai: " + rule.name() + (of.isEmpty() ? "" : " (" + of + ")") + " " + kind.words;
    }

    private String text() {
        String text = rule.text(labels, value);
        return switch (kind) {
            case FIRING -> text;
            case AGAIN -> text + " Since " + since + ".";
            case OVER -> "Over since " + at + ", after it began at " + since + ": " + text;
            case TEST -> "This is a test, and nothing is wrong. It would be told so: " + text;
        };
    }
}
