package dev.serai.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one round of an alert comes to: who is told of what. Of all replicas one tells, the one whose change of the book counts. */
final class Telling {

    private static final Logger LOG = LoggerFactory.getLogger(Telling.class);

    /** After that, nobody need hear any more that something was over. */
    private static final Duration STALE = Duration.ofDays(1);

    /** Rounds that a replica may miss until what it has found counts no more. */
    private static final int MISSED = 3;

    private final Books books;
    private final Alerts alerts;
    private final AlertRule rule;
    private final Sender sender;
    private final Instant now;
    private final String me;

    Telling(Alerts alerts, AlertRule rule, Sender sender, Instant now) {
        this.books = alerts.books();
        this.alerts = alerts;
        this.rule = rule;
        this.sender = sender;
        this.now = now;
        this.me = alerts.replica();
    }

    void run(AlertView view) {
        Map<Map<String, String>, Double> here = view.local().found();
        if (view.isToBeNoted()) {
            books.find(rule.name(), here, now);
        }
        // in this order: who changes the book has noted its findings before, so what is read here is never older than
        // what stands
        List<Standing> standings = books.standings(rule.name());
        Map<Map<String, String>, Double> found =
                new HashMap<>(books.others(rule.name(), now.minus(rule.every().multipliedBy(MISSED))));
        found.putAll(here);
        for (Standing standing : standings) {
            Double reading = found.remove(standing.labels());
            boolean othersFind = reading != null && !here.containsKey(standing.labels());
            if (othersFind && books.trouble() != null) {
                LOG.debug("{} is for another replica to tell while the database is away", standing.id());
            } else if (standing.over()) {
                wasOver(standing, reading);
            } else {
                fired(standing, reading);
            }
        }
        if (books.trouble() != null) {
            found.keySet().retainAll(here.keySet());
        }
        found.forEach(this::fires);
    }

    private void fires(Map<String, String> labels, double reading) {
        Standing standing = Standing.fires(rule, labels, reading, me, now);
        if (books.add(standing)) {
            alerts.publish(notice(standing));
            tell(standing);
        }
    }

    private void fired(Standing standing, Double reading) {
        if (reading == null) {
            ends(standing);
        } else if (isRepeated(standing)) { // a channel that has failed for as long keeps nobody else from hearing it
            goOn(standing, rule.channels(), reading);
        } else if (!standing.owed().isEmpty()) {
            goOn(standing, standing.owed(), reading);
        }
    }

    private boolean isRepeated(Standing standing) {
        return !rule.repeat().isZero()
                && standing.toldAt() != null
                && !standing.toldAt().plus(rule.repeat()).isAfter(now);
    }

    /** One that was kept silent from its beginning ends silently; event routes hear of both. */
    private void ends(Standing standing) {
        boolean unheard = standing.toldAt() == null && isSilent(standing);
        Standing over = standing.isOver(rule.channels(), me, now);
        if (!books.change(standing, over)) {
            return;
        }
        alerts.publish(notice(over));
        if (unheard) {
            books.remove(over);
        } else {
            tell(over);
        }
    }

    private void wasOver(Standing standing, Double reading) {
        if (reading != null) {
            Standing back = standing.isBack(rule.channels(), reading, me, now);
            if (books.change(standing, back)) {
                alerts.publish(notice(back));
                tell(back);
            }
        } else if (standing.owed().isEmpty()) {
            books.remove(standing);
        } else if (standing.changed().plus(STALE).isBefore(now)) {
            LOG.error("{} could not be told that the alert {} is over", standing.owed(), standing.id());
            books.remove(standing);
        } else {
            goOn(standing, standing.owed(), standing.value());
        }
    }

    /** Tells those who have not heard of it, if nobody else is at it. */
    private void goOn(Standing standing, Set<String> owed, double reading) {
        boolean ready = owed.stream().anyMatch(channel -> alerts.channels().isReady(channel));
        boolean silent = !standing.over() && isSilent(standing);
        if (ready && !silent && standing.isFreeFor(me, now)) {
            Standing telling = standing.toldBy(me, owed, reading, now);
            if (books.change(standing, telling)) {
                tell(telling);
            }
        }
    }

    private boolean isSilent(Standing standing) {
        return alerts.silences().of(standing.alert(), standing.labels(), now).isPresent();
    }

    private void tell(Standing standing) {
        Set<String> left = new TreeSet<>(standing.owed());
        if (standing.over() || !isSilent(standing)) {
            Notice notice = notice(standing);
            left.retainAll(rule.channels()); // the others are not among its channels any more
            left.removeIf(channel ->
                    alerts.channels().isReady(channel) && alerts.channels().tell(channel, notice, sender));
        }
        if (standing.over() && left.isEmpty()) {
            books.remove(standing);
        } else {
            books.change(standing, standing.told(left, now));
        }
    }

    private Notice notice(Standing standing) {
        boolean again = standing.toldAt() != null
                && !standing.changed().isAfter(standing.toldAt())
                && standing.owed().equals(rule.channels());
        Notice.Kind kind = standing.over() ? Notice.Kind.OVER : again ? Notice.Kind.AGAIN : Notice.Kind.FIRING;
        return new Notice(rule, kind, standing.labels(), standing.value(), standing.since(), now, me);
    }
}
