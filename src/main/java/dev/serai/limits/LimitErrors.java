package dev.serai.limits;

import dev.serai.wire.ApiException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** The answers to those who ask for too much. */
final class LimitErrors {

    private static final String RATE = "rate_limit_exceeded";

    private LimitErrors() {}

    /**
     * A bucket has too little left.
     *
     * @param takes what was looked at, the one that refused being the last
     */
    static ApiException rate(List<BucketTake> takes) {
        BucketTake refused = takes.get(takes.size() - 1);
        int window = refused.slowest();
        // no less than the least that can be said, also where the bucket was given something back meanwhile
        long wait = Math.max(1, refused.nanosUntil(window, refused.amount()));
        String kind = refused.meter().kind().word();
        String message = "Rate limit reached for %s on %s per %s: limit %d. Try again in %s."
                .formatted(
                        Subject.describe(refused.meter().key()),
                        kind,
                        refused.bandwidth(window).getId(),
                        refused.bandwidth(window).getRefillTokens(),
                        ShortDuration.text(wait));
        ApiException refusal = new ApiException(429, kind, RATE, null, message)
                .header("retry-after", Long.toString(ShortDuration.seconds(wait)))
                .header("retry-after-ms", Long.toString(ShortDuration.millis(wait)));
        RateHeaders.of(takes).forEach(refusal::header);
        return refusal;
    }

    /** More is asked for than a full bucket has: waiting does not help. */
    static ApiException tooLarge(Meter meter, long tokens) {
        return new ApiException(
                        429,
                        meter.kind().word(),
                        RATE,
                        null,
                        "The request asks for about %d tokens, the limit of %s is %s. Make it shorter."
                                .formatted(tokens, Subject.describe(meter.key()), ceiling(meter.rates())))
                .header("x-should-retry", "false");
    }

    private static String ceiling(Rates rates) {
        long most = rates.most();
        for (Window window : rates.windows()) {
            if (rates.limit(window) == most) {
                return most + " per " + window.word();
            }
        }
        return most + " at once";
    }

    /** As many requests are under way as may be. */
    static ApiException concurrency(ConcurrencyLimit limit) {
        return new ApiException(
                        429,
                        RateUnit.REQUESTS.word(),
                        "concurrency_limit_exceeded",
                        null,
                        "Concurrency limit reached for %s: limit %d at a time. Try again when a request has ended."
                                .formatted(Subject.describe(limit.key()), limit.most()))
                .header("retry-after", "1");
    }

    /** Nobody knows what is left. */
    static ApiException unavailable() {
        return new ApiException(
                        503,
                        "server_error",
                        "limits_unavailable",
                        null,
                        "Limits cannot be checked at present. Try again shortly.")
                .header("retry-after", "1");
    }

    /** Where others hold what is missing, it may be there in a moment: what they do not need is free when they end. */
    static ApiException budget(DayAccounts.Line line, BigDecimal most) {
        Period.Span kind = line.kind();
        BigDecimal spent = line.ledger().spent();
        BigDecimal held = line.ledger().held();
        boolean later = held.signum() > 0 && spent.add(most).compareTo(line.hard()) <= 0;
        ApiException refusal = new ApiException(
                429,
                "insufficient_quota",
                "insufficient_quota",
                null,
                ("The budget of this %s %s, %s, is spent or would be by this request: %s is spent, requests under way"
                                + " hold %s, this one may cost %s")
                        .formatted(
                                line.subject().kind(),
                                kind == Period.Span.TOTAL ? "in all" : "for this " + kind.word(),
                                line.hard().toPlainString(),
                                plain(spent),
                                plain(held),
                                plain(most)));
        return later
                ? refusal.header("x-should-retry", "true").header("retry-after", "1")
                : refusal.header("x-should-retry", "false");
    }

    private static String plain(BigDecimal amount) {
        return amount.round(new MathContext(6)).stripTrailingZeros().toPlainString();
    }
}
