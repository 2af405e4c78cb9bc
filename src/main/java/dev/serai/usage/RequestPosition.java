package dev.serai.usage;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a page of the log ends: at a request, be it there or not. The next page has what is older, however many have come since.
 *
 * @param at when it came
 * @param id tells those of one moment apart
 */
public record RequestPosition(Instant at, long id) implements Comparable<RequestPosition> {

    private static final Comparator<RequestPosition> ORDER =
            Comparator.comparing(RequestPosition::at).thenComparing(RequestPosition::id);

    private static final Pattern FORM = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

    /** That of a record. */
    public static RequestPosition of(UsageRecord record) {
        return new RequestPosition(record.at(), record.id());
    }

    /**
     * Reads what {@link #toString} gave.
     *
     * @throws IllegalArgumentException if it is not that
     */
    public static RequestPosition of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no position in the log");
        }
        Instant at = Instant.EPOCH.plus(Long.parseLong(form.group(1)), ChronoUnit.MICROS);
        return new RequestPosition(at, Long.parseLong(form.group(2)));
    }

    /** Older ones are less. */
    @Override
    public int compareTo(RequestPosition other) {
        return ORDER.compare(this, other);
    }

    @JsonValue
    @Override
    public String toString() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at) + "-" + id;
    }
}
