package dev.serai.console;

import dev.serai.usage.UsageQueries.Interval;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Stream;

/** The times that figures are shown of. */
public enum Range {
    DAY("last 24 hours", Duration.ofHours(24), Interval.HOUR),
    WEEK("last 7 days", Duration.ofDays(7), Interval.HOUR),
    MONTH("last 30 days", Duration.ofDays(30), Interval.DAY),
    YEAR("last 365 days", Duration.ofDays(365), Interval.DAY);

    private final String says;
    private final Duration length;
    private final Interval interval;

    Range(String says, Duration length, Interval interval) {
        this.says = says;
        this.length = length;
        this.interval = interval;
    }

    /** The one of this word; the last day of any other. */
    static Range of(String word) {
        return Stream.of(values()).filter(it -> it.word().equals(word)).findFirst().orElse(DAY);
    }

    /** As addresses have it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String says() {
        return says;
    }

    /** Of the bars of its charts. */
    public Interval interval() {
        return interval;
    }

    /** The beginning of its first bar. */
    Instant from(Instant now) {
        return interval.beginning(now.minus(length));
    }

    /** The beginning of the next bar. */
    Instant after(Instant bar) {
        return bar.plus(interval == Interval.HOUR ? Duration.ofHours(1) : Duration.ofDays(1));
    }
}
