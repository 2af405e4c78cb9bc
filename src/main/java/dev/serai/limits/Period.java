package dev.serai.limits;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/**
 * A time for which money is counted.
 *
 * @param kind how long
 * @param name as the database has it: {@code 2026-11-21}, {@code 2026-11} or {@code total}
 */
public record Period(Kind kind, String name) {

    /** How long a period is. */
    public enum Kind {
        DAY,
        MONTH,
        TOTAL;

        /** As it is written in budgets. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The period of this kind that a moment lies in, by UTC. */
    public static Period at(Kind kind, Instant moment) {
        String day = LocalDate.ofInstant(moment, ZoneOffset.UTC).toString();
        return new Period(
                kind,
                switch (kind) {
                    case DAY -> day;
                    case MONTH -> day.substring(0, day.lastIndexOf('-'));
                    case TOTAL -> "total";
                });
    }
}
