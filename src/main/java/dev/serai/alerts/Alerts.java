package dev.serai.alerts;

import dev.serai.alerts.Silences.Silence;
import dev.serai.log.Secrets;
import dev.serai.memory.KeepsByName;
import dev.serai.memory.NamesInUse;
import dev.serai.time.Survival;
import dev.serai.wire.Reason;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges the answers to alerts' questions, and tells channels of what has changed: once when an alert fires, again after a
 * while, once when it is over. It outlives generations, and what it knows outlives the process.
 */
public final class Alerts implements KeepsByName {

    private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);
    private static final int LONGEST_REASON = 300;

    private final Figures figures;
    private final Books books;
    private final Silences silences;
    private final Channels channels;
    private final Consumer<Map<String, Object>> events;
    private final String replica;
    private final Clock clock;
    private final AlertViews views;
    private volatile Supplier<AlertRules> serving = () -> null;

    /**
     * Tells nobody yet.
     *
     * @param events is told as well of what fires and what is over
     * @param replica what this process is known by, also after a new start
     */
    Alerts(
            Figures figures,
            Books books,
            Silences silences,
            Channels channels,
            AlertViews views,
            Consumer<Map<String, Object>> events,
            String replica,
            Clock clock) {
        this.figures = figures;
        this.books = books;
        this.silences = silences;
        this.channels = channels;
        this.views = views;
        this.events = events;
        this.replica = replica;
        this.clock = clock;
    }

    Figures figures() {
        return figures;
    }

    Channels channels() {
        return channels;
    }

    Silences silences() {
        return silences;
    }

    Books books() {
        return books;
    }

    Clock clock() {
        return clock;
    }

    /** What this process is known by. */
    String replica() {
        return replica;
    }

    /** Has the event routes know of it as well. */
    void publish(Notice notice) {
        Survival.of("The events of alerts", () -> events.accept(notice.document()));
    }

    /** Says which alerts serve; null while none do. */
    public void follow(Supplier<AlertRules> rules) {
        this.serving = rules;
    }

    /** Those that serve; none before the first generation does. */
    AlertRules serving() {
        return serving.get();
    }

    AlertView view(AlertRule rule) {
        return views.of(rule);
    }

    @Override
    public void retain(NamesInUse names) {
        AlertRules rules = serving();
        if (rules != null) {
            retain(rules.all());
        }
    }

    /** Forgets what was known of alerts and channels whose files are gone. */
    void retain(Collection<AlertRule> rules) {
        Set<String> names = new HashSet<>();
        Set<String> told = new HashSet<>();
        for (AlertRule rule : rules) {
            names.add(rule.name());
            told.addAll(rule.channels());
        }
        views.retain(names);
        books.retain(names);
        channels.retain(told);
    }

    /** A round: the question was answered with these. */
    void round(AlertRule rule, List<Reading> readings, Sender sender) {
        round(rule, readings, null, sender);
    }

    /** A round whose question had no answer: nothing is known to have changed, and what is owed is told all the same. */
    void unanswered(AlertRule rule, Throwable why, Sender sender) {
        Survival.saw(why);
        String reason = Secrets.known().masked(Reason.of(why)).replaceAll("\\s+", " ");
        String trouble = reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason;
        if (view(rule).trouble(rule, clock.instant()) == null) {
            LOG.warn("The alert {} cannot be judged, its question has no answer: {}", rule.name(), trouble);
        }
        round(rule, null, trouble, sender);
    }

    private void round(AlertRule rule, List<Reading> readings, String trouble, Sender sender) {
        AlertView view = view(rule);
        if (!view.rounds().tryLock()) {
            return; // the generation before this one is at it
        }
        try {
            Instant now = clock.instant();
            if (view.isDue(rule, now)) {
                view.asked(now, trouble);
                view.adopt(books, rule.name());
                if (readings != null) {
                    view.local().look(rule, readings, now);
                }
                new Telling(this, rule, sender, now).run(view);
            }
        } finally {
            view.rounds().unlock();
        }
    }

    /** Sends a message that says of itself that it is a test, to all channels of an alert. */
    List<Channels.Report> test(AlertRule rule, Sender sender) {
        Notice notice = Notice.test(rule, clock.instant(), replica);
        rule.channels().forEach(channel -> channels.tell(channel, notice, sender));
        return rule.channels().stream()
                .flatMap(channel -> channels.report(channel).stream())
                .toList();
    }

    /** Keeps an alert silent. */
    void silence(Silence silence) {
        silences.set(silence, clock.instant());
    }
}
