package dev.serai.usage;

import dev.serai.call.Attempt;
import dev.serai.call.Used;
import dev.serai.limits.TokenEstimate;
import dev.serai.prices.TokenCounts;
import dev.serai.prices.Units;
import dev.serai.wire.Operations;
import java.math.BigDecimal;

/**
 * What an attempt used, as far as it could be seen.
 *
 * @param estimated whether the provider did not say, or not to the end, or nothing that can be believed
 * @param reportedCost what the provider says that it costs; null where it does not
 */
record Observed(TokenCounts tokens, boolean estimated, BigDecimal reportedCost) {

    private static final Observed NOTHING = new Observed(TokenCounts.NONE, false, null);

    /**
     * What is known of an attempt, without those of other parts. A provider that was never asked, or refused, charges
     * nothing. Else the usage that it reports is the sum so far: the last report counts. Where an answer broke off, what was
     * reported before may say little of it, so its text counts as well; where none came, the prompt was read all the same.
     */
    static Observed of(Attempt attempt) {
        if (attempt == null || !attempt.costs()) {
            return NOTHING;
        }
        if (attempt.request().passed() != null) {
            Units made = UnitsUsed.of(attempt); // what else it used is found by who reads its answer
            return made.equals(Units.NONE) ? NOTHING : new Observed(TokenCounts.NONE.with(made), false, null);
        }
        Reported reported = Reported.of(attempt.usage(), seen(attempt));
        return new Observed(
                reported.tokens().with(UnitsUsed.of(attempt)), !reported.believed(), ReportedCost.of(attempt));
    }

    /** What was read in an answer of something else. */
    static Observed of(Used used) {
        Reported reported = Reported.of(used.usage(), new Reported.Seen(0, used.text(), true, true));
        return new Observed(reported.tokens(), !reported.believed(), null);
    }

    /** Both together, where both are of one answer; what it costs is not known of the one or the other then. */
    Observed plus(Observed other) {
        return new Observed(tokens.plus(other.tokens), estimated || other.estimated, null);
    }

    private static Reported.Seen seen(Attempt attempt) {
        return new Reported.Seen(
                Expectations.prompt(attempt.request()),
                TokenEstimate.ofBytes(attempt.textBytes()),
                Operations.writes(attempt.request().operation()),
                attempt.complete());
    }
}
