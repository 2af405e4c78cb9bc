package dev.serai.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * An alert that fires, or is over and not everybody knows it yet.
 *
 * @param labels of what
 * @param over whether it is over
 * @param since when it began to fire
 * @param changed when it began to, or when it was over
 * @param value the last that was told
 * @param toldAt when somebody was told of it last; null if nobody was
 * @param owed the channels that have not been told of the last change
 * @param unheard those of them that have not heard either that it fired, where it is over
 * @param teller the replica that is telling them, until {@code tellerUntil}
 * @param version counts changes: who changes the one that it knows may tell of it
 */
record Standing(
        String alert,
        Map<String, String> labels,
        boolean over,
        Instant since,
        Instant changed,
        double value,
        Instant toldAt,
        Set<String> owed,
        Set<String> unheard,
        String teller,
        Instant tellerUntil,
        long version) {

    /** How long others wait for who is telling: longer than that takes. */
    private static final Duration TELLING = Duration.ofMinutes(2);

    private static final Set<String> NONE = Set.of();

    Standing {
        owed = Set.copyOf(owed);
        unheard = Set.copyOf(unheard);
    }

    /** One that fires from now on. */
    static Standing fires(AlertRule rule, Map<String, String> labels, double value, String teller, Instant now) {
        return new Standing(
                rule.name(), labels, false, now, now, value, null, rule.channels(), NONE, teller, now.plus(TELLING), 1);
    }

    /** The same, over. Those who have not heard of it hear that it was. */
    Standing isOver(Set<String> channels, String by, Instant now) {
        return new Standing(
                alert,
                labels,
                true,
                since,
                now,
                value,
                toldAt,
                channels,
                both(owed, channels),
                by,
                now.plus(TELLING),
                version + 1);
    }

    /** The same, firing again: those who have only not heard that it was over need not hear of that either. */
    Standing isBack(Set<String> channels, double reading, String by, Instant now) {
        Set<String> told = new TreeSet<>(channels);
        told.removeAll(owed);
        told.addAll(both(unheard, channels));
        return new Standing(
                alert, labels, false, since, now, reading, toldAt, told, NONE, by, now.plus(TELLING), version + 1);
    }

    /** The same, which a replica is going to tell to these channels. */
    Standing toldBy(String by, Set<String> channels, double reading, Instant now) {
        return new Standing(
                alert,
                labels,
                over,
                since,
                changed,
                reading,
                toldAt,
                channels,
                both(unheard, channels),
                by,
                now.plus(TELLING),
                version + 1);
    }

    /** The same, told to all but these. */
    Standing told(Set<String> left, Instant now) {
        Instant last = left.size() < owed.size() ? now : toldAt;
        return new Standing(
                alert, labels, over, since, changed, value, last, left, both(unheard, left), "", now, version + 1);
    }

    private static Set<String> both(Set<String> these, Set<String> those) {
        Set<String> both = new TreeSet<>(these);
        both.retainAll(those);
        return both;
    }

    /** The same as another replica left it, where both may have told of it. */
    Standing mergedInto(Standing other) {
        Set<String> left = new TreeSet<>(owed);
        if (over == other.over) {
            left.retainAll(other.owed);
        }
        Instant first = since.isBefore(other.since) ? since : other.since;
        Instant last = toldAt == null || (other.toldAt != null && other.toldAt.isAfter(toldAt)) ? other.toldAt : toldAt;
        return new Standing(
                alert,
                labels,
                over,
                first,
                changed,
                value,
                last,
                left,
                both(unheard, left),
                "",
                changed,
                other.version + 1);
    }

    /** Whether a replica may go on to tell of it. */
    boolean isFreeFor(String replica, Instant now) {
        return teller.equals(replica) || teller.isEmpty() || !tellerUntil.isAfter(now);
    }

    /** What tells it from all others: the same whenever it fires. */
    String id() {
        StringBuilder id = new StringBuilder(alert);
        labels.forEach((name, label) -> id.append('/').append(name).append('=').append(label));
        return id.toString();
    }
}
