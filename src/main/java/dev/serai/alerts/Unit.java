package dev.serai.alerts;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Locale;
import org.apache.camel.util.TimeUtils;

/** What a figure is counted in, and how it is written. */
enum Unit {
    /** Times: {@code 800ms}, {@code 30s}, {@code 2m}. */
    SECONDS("a time: write 800ms, 30s or 2m"),
    /** Shares: {@code 5%}. */
    PERCENT("a share: write 5%"),
    /** Days: {@code 14d}. */
    DAYS("a number of days: write 14d"),
    /** Whatever is counted: {@code 1000}. */
    COUNT("a number: write 1000");

    private static final MathContext DIGITS = new MathContext(3);
    private static final double MILLIS = 1000;
    private static final double LARGE = 100;

    private final String form;

    Unit(String form) {
        this.form = form;
    }

    /**
     * Reads a value that a file has.
     *
     * @throws IllegalArgumentException saying how it is to be written
     */
    double parse(String text) {
        try {
            return switch (this) {
                case SECONDS -> millis(text) / MILLIS;
                case PERCENT -> number(text, "%");
                case DAYS -> number(text, "d");
                case COUNT -> number(text, "");
            };
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("'" + text + "' is not " + form, e);
        }
    }

    private static double millis(String text) {
        if (!text.matches("(\\d+(ms|s|m|h|d))+")) {
            throw new NumberFormatException(text);
        }
        return TimeUtils.toMilliSeconds(text);
    }

    private static double number(String text, String unit) {
        if (!text.endsWith(unit) || !text.matches("-?\\d{1,15}(\\.\\d{1,9})?" + unit)) {
            throw new NumberFormatException(text);
        }
        return Double.parseDouble(text.substring(0, text.length() - unit.length()));
    }

    /** A value for people, with three digits. */
    String text(double value) {
        return switch (this) {
            case SECONDS -> seconds(value);
            case PERCENT -> digits(value) + " %";
            case DAYS -> digits(value) + (value == 1 ? " day" : " days");
            case COUNT -> digits(value);
        };
    }

    private static String seconds(double value) {
        if (value < 1) {
            return digits(value * MILLIS) + " ms";
        }
        Duration time = Duration.ofSeconds(Math.round(value));
        return value < LARGE
                ? digits(value) + " s"
                : time.toString().substring(2).toLowerCase(Locale.ROOT).replaceAll("(?<=[hm])(?=\\d)", " ");
    }

    private static String digits(double value) {
        if (Math.abs(value) >= LARGE || value == Math.rint(value)) {
            return BigDecimal.valueOf(Math.round(value)).toPlainString();
        }
        return new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString();
    }
}
