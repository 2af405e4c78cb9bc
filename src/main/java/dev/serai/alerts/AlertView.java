package dev.serai.alerts;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** What this process knows of one alert's rounds, whichever generation asks. */
final class AlertView {

    private final ReentrantLock rounds = new ReentrantLock();
    private final LocalView local;
    private final Instant began;
    private volatile Instant askedAt;
    private volatile String trouble;
    private boolean adopted;
    private boolean noted = true;

    AlertView(Instant began) {
        this.began = began;
        this.local = new LocalView(began);
    }

    ReentrantLock rounds() {
        return rounds;
    }

    LocalView local() {
        return local;
    }

    /** What holds, and not for long enough. */
    Map<Map<String, String>, Double> pending() {
        return local.pending();
    }

    /** What was read last of these labels; the other value if nothing was. */
    double reading(Map<String, String> labels, double otherwise) {
        return local.found().getOrDefault(labels, otherwise);
    }

    /** Takes in, once, what was found before this process began. */
    void adopt(Books books, String alert) {
        if (!adopted) {
            local.adopt(books.own(alert));
            adopted = books.trouble() == null;
        }
    }

    /** Whether what is found has to be noted: something holds, or did when it was noted last. */
    boolean isToBeNoted() {
        boolean before = noted;
        noted = !local.found().isEmpty();
        return before || noted;
    }

    /** Whether it is time for a round: after a reload there may be one too many. */
    boolean isDue(AlertRule rule, Instant now) {
        Instant last = askedAt;
        return last == null || !last.plus(rule.every().dividedBy(2)).isAfter(now);
    }

    /**
     * Notes a round.
     *
     * @param why the question had no answer; null if it had
     */
    void asked(Instant now, String why) {
        askedAt = now;
        trouble = why;
    }

    Instant askedAt() {
        return askedAt;
    }

    /** Why nothing is known of it, if so: its question fails, or nobody asks it any more. */
    String trouble(AlertRule rule, Instant now) {
        Instant last = askedAt == null ? began : askedAt;
        if (last.plus(rule.every().multipliedBy(3)).plusSeconds(30).isBefore(now)) {
            return "nobody has asked since " + last;
        }
        return trouble;
    }
}
