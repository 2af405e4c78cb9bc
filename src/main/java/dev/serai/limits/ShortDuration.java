package dev.serai.limits;

import java.math.BigDecimal;
import java.util.concurrent.TimeUnit;

/** Times as in the headers of OpenAI: {@code 120ms}, {@code 8.64s}, {@code 6m0s}, {@code 1h0m12s}. */
final class ShortDuration {

    private ShortDuration() {}

    /** Milliseconds, rounded up. */
    static long millis(long nanos) {
        return ceilDiv(nanos, TimeUnit.MILLISECONDS.toNanos(1));
    }

    /** Seconds, rounded up. */
    static long seconds(long nanos) {
        return ceilDiv(nanos, TimeUnit.SECONDS.toNanos(1));
    }

    static String text(long nanos) {
        long millis = millis(nanos);
        if (millis == 0) {
            return "0s";
        }
        if (millis < 1000) {
            return millis + "ms";
        }
        long minutes = millis / 60_000;
        String seconds =
                BigDecimal.valueOf(millis % 60_000, 3).stripTrailingZeros().toPlainString() + "s";
        if (minutes == 0) {
            return seconds;
        }
        return (minutes < 60 ? "" : minutes / 60 + "h") + minutes % 60 + "m" + seconds;
    }

    private static long ceilDiv(long dividend, long divisor) {
        return dividend / divisor + (dividend % divisor > 0 ? 1 : 0);
    }
}
