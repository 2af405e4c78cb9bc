package dev.serai.prices;

import dev.serai.wire.Ascii;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

/**
 * What usage on record may be, whatever callers, providers and clocks say: every value fits its column, and the sums of ten
 * million of the largest do.
 */
public final class Storable {

    /** No answer uses as many tokens. */
    static final long MOST_TOKENS = 100_000_000_000L;

    /** No request costs as much, in whatever currency. */
    static final BigDecimal MOST_COST = BigDecimal.valueOf(1_000_000_000);

    private static final int MOST_DECIMALS = 12;
    private static final int LONGEST_TEXT = 200;
    private static final int MOST_ATTEMPTS = Short.MAX_VALUE;
    private static final double MOST_MILLIS = 1e12;
    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    private Storable() {}

    /** A name, a code or an id: short enough to be a key, and without what PostgreSQL refuses. */
    public static String text(String text) {
        if (text == null || (text.length() <= LONGEST_TEXT && Ascii.isPrintable(text))) {
            return text;
        }
        StringBuilder storable = new StringBuilder(LONGEST_TEXT);
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            int size = Character.charCount(character);
            if (storable.length() + size > LONGEST_TEXT) {
                break;
            }
            boolean lone = size == 1 && Character.isSurrogate((char) character);
            storable.appendCodePoint(lone || Character.isISOControl(character) ? '?' : character);
            i += size;
        }
        return storable.toString();
    }

    public static long tokens(long count) {
        return Math.max(0, Math.min(MOST_TOKENS, count));
    }

    public static int attempts(int count) {
        return Math.max(0, Math.min(MOST_ATTEMPTS, count));
    }

    /** A cost; null stays null. */
    public static BigDecimal cost(BigDecimal cost) {
        if (cost == null) {
            return null;
        }
        if (cost.signum() <= 0) {
            return cost.signum() < 0 || cost.scale() > MOST_DECIMALS || cost.scale() < 0 ? BigDecimal.ZERO : cost;
        }
        if (cost.compareTo(MOST_COST) > 0) {
            return MOST_COST;
        }
        return cost.scale() <= MOST_DECIMALS ? cost : cost.setScale(MOST_DECIMALS, RoundingMode.HALF_UP);
    }

    public static double millis(double millis) {
        return millis > 0 ? Math.min(MOST_MILLIS, millis) : 0; // which is also what becomes of no number
    }

    public static Instant time(Instant time) {
        if (time.isBefore(FIRST)) {
            return FIRST;
        }
        return time.isAfter(LAST) ? LAST : time;
    }
}
