package dev.serai.console;

import java.math.BigDecimal;
import java.math.MathContext;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Figures and times as pages have them; what is not known is a dash. */
public final class Shown {

    private static final String NOTHING = "–";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final MathContext DIGITS = new MathContext(4);
    private static final BigDecimal CENTS = BigDecimal.TEN;
    private static final int THOUSAND = 1000;

    private Shown() {}

    /** {@code 1,234,567}. */
    public static String number(long number) {
        return format("#,##0").format(number);
    }

    /** Of money, two places; of little, what counts. */
    public static String money(BigDecimal amount, String currency) {
        if (amount == null) {
            return NOTHING;
        }
        String text = amount.abs().compareTo(CENTS) < 0
                ? format("#,##0.00########").format(amount.round(DIGITS))
                : format("#,##0.00").format(amount);
        return text + " " + currency;
    }

    /** {@code 12.5 %} of a whole. */
    public static String share(long part, long whole) {
        return whole == 0 ? NOTHING : format("#,##0.0#").format(100.0 * part / whole) + " %";
    }

    /** {@code 250 ms} or {@code 1.25 s}. */
    public static String millis(Double millis) {
        if (millis == null) {
            return NOTHING;
        }
        return millis < THOUSAND
                ? format("#,##0").format(millis) + " ms"
                : format("#,##0.00").format(millis / THOUSAND) + " s";
    }

    /** {@code 0.25 ms}, of what takes little time. */
    public static String shortMillis(Double millis) {
        return millis == null || millis >= THOUSAND
                ? millis(millis)
                : format("#,##0.00").format(millis) + " ms";
    }

    /** {@code 2030-12-31 09:30:00}, by UTC. */
    public static String time(Instant moment) {
        return moment == null ? NOTHING : TIME.format(moment);
    }

    /** {@code 3 min ago}. */
    public static String ago(Instant moment) {
        if (moment == null) {
            return "never";
        }
        Duration ago = Duration.between(moment, Instant.now());
        if (ago.toMinutes() < 1) {
            return "just now";
        }
        return ago.toHours() < 1
                ? ago.toMinutes() + " min ago"
                : ago.toDays() < 1 ? ago.toHours() + " h ago" : ago.toDays() + " days ago";
    }

    /** {@code 1.5 MB}. */
    public static String bytes(long bytes) {
        String[] units = {"B", "kB", "MB", "GB", "TB"};
        double size = bytes;
        int unit = 0;
        while (size >= THOUSAND && unit < units.length - 1) {
            size /= THOUSAND;
            unit++;
        }
        return format(unit == 0 ? "0" : "0.0").format(size) + " " + units[unit];
    }

    /** A text, or a dash. */
    public static String text(Object value) {
        return value == null || value.toString().isEmpty() ? NOTHING : value.toString();
    }

    private static DecimalFormat format(String pattern) {
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT));
    }
}
