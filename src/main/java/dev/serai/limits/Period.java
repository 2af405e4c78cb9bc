package dev.serai.limits;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;

/**
 * A time for which money is counted.
 *
 * @param kind how long
 * @param name as the database has it: {@code 2026-11-21}, {@code 2026-11} or {@code total}
 */
public record Period(Span kind, String name) {

    /** How long a period is. */
    public enum Span {
        DAY,
        MONTH,
        TOTAL;

        /** As it is written in budgets. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The periods of one day, which all requests of that day ask for. */
    private record Day(long epochDay, Map<Span, Period> periods) {

        static Day of(long epochDay) {
            String day = LocalDate.ofEpochDay(epochDay).toString();
            return new Day(
                    epochDay,
                    Map.of(
                            Span.DAY, new Period(Span.DAY, day),
                            Span.MONTH, new Period(Span.MONTH, day.substring(0, day.lastIndexOf('-'))),
                            Span.TOTAL, new Period(Span.TOTAL, "total")));
        }
    }

    private static final long SECONDS_OF_DAY = 86_400;
    private static volatile Day last = Day.of(0);

    /** The period of this kind that a moment lies in, by UTC. */
    public static Period at(Span kind, Instant moment) {
        long epochDay = epochDay(moment);
        Day day = last;
        if (day.epochDay != epochDay) {
            day = Day.of(epochDay);
            last = day;
        }
        return day.periods.get(kind);
    }

    /** The number of the day that a moment lies in, by UTC; 1970 began with 0. */
    public static long epochDay(Instant moment) {
        return Math.floorDiv(moment.getEpochSecond(), SECONDS_OF_DAY);
    }
}
