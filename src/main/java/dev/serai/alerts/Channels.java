package dev.serai.alerts;

import dev.serai.log.Secrets;
import dev.serai.time.Survival;
import dev.serai.wire.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How channels do: one that fails is tried again after a while, which grows, and everyone can see it. */
public final class Channels {

    private static final Logger LOG = LoggerFactory.getLogger(Channels.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final int MOST_DOUBLINGS = 6;
    private static final Duration FORGOTTEN = Duration.ofHours(1);
    private static final int LONGEST_REASON = 300;

    /**
     * A channel as operators see it.
     *
     * @param trouble why the last message did not arrive; null if it did
     * @param failures how many in a row did not
     * @param toldAt when one arrived last; null if none has
     * @param tryAt when it is tried again; null where nothing is wrong
     */
    public record Report(String name, String trouble, int failures, Instant toldAt, Instant tryAt) {

        private static Report untold(String name) {
            return new Report(name, null, 0, null, null);
        }
    }

    private final Map<String, Report> reports = new ConcurrentSkipListMap<>();
    private final Map<String, Counter> counters = new ConcurrentHashMap<>();
    private final MeterRegistry meters;
    private final Clock clock;

    Channels(MeterRegistry meters, Clock clock) {
        this.meters = meters;
        this.clock = clock;
    }

    /** Whether it is to be tried by now. */
    boolean isReady(String channel) {
        Report report = reports.get(channel);
        return report == null || report.tryAt() == null || !report.tryAt().isAfter(clock.instant());
    }

    /** Tells it; gives whether that has arrived. */
    boolean tell(String channel, Notice notice, Sender sender) {
        try {
            sender.send(channel, notice.document());
            succeeded(channel);
            return true;
        } catch (Exception | Error e) {
            failed(channel, e);
            return false;
        }
    }

    private void succeeded(String channel) {
        Report before = reports.getOrDefault(channel, Report.untold(channel));
        if (before.trouble() != null) {
            LOG.info("The channel {} can be told again", channel);
        }
        reports.put(channel, new Report(channel, null, 0, clock.instant(), null));
        count(channel, "told");
    }

    private void failed(String channel, Throwable why) {
        Survival.saw(why);
        Report before = reports.getOrDefault(channel, Report.untold(channel));
        String reason = Secrets.known().masked(Reason.of(why)).replaceAll("\\s+", " ");
        String trouble = reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason;
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(MOST_DOUBLINGS, before.failures()));
        reports.put(
                channel,
                new Report(
                        channel,
                        trouble,
                        before.failures() + 1,
                        before.toldAt(),
                        clock.instant().plus(pause)));
        if (!trouble.equals(before.trouble())) {
            LOG.error("The channel {} could not be told of an alert, and is tried again: {}", channel, trouble);
        }
        count(channel, "failed");
    }

    /** Channels are files: there are few. */
    private void count(String channel, String outcome) {
        counters.computeIfAbsent(
                        channel + " " + outcome,
                        it -> Counter.builder("serai.alerts.messages")
                                .description("Messages of alerts to channels, by what became of them")
                                .tag("channel", channel)
                                .tag("outcome", outcome)
                                .register(meters))
                .increment();
    }

    /** Forgets those that no alert has told by any more; one that is still owed something is tried again and again. */
    void retain(Set<String> channels) {
        Instant forgotten = clock.instant().minus(FORGOTTEN);
        reports.values()
                .removeIf(it -> !channels.contains(it.name())
                        && (it.tryAt() == null || it.tryAt().isBefore(forgotten)));
        counters.keySet().removeIf(key -> {
            String channel = key.substring(0, key.indexOf(' '));
            boolean gone = !channels.contains(channel) && !reports.containsKey(channel);
            if (gone) {
                meters.remove(counters.get(key));
            }
            return gone;
        });
    }

    Optional<Report> report(String channel) {
        return Optional.ofNullable(reports.get(channel));
    }

    List<Report> reports() {
        return List.copyOf(reports.values());
    }
}
