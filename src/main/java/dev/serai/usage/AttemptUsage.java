package dev.serai.usage;

import dev.serai.call.Target;
import java.math.BigDecimal;
import java.util.Locale;

/**
 * What an attempt used and cost.
 *
 * @param target null if nobody was asked
 * @param cost null where the price is not known
 * @param priceVersion of the price list that the cost is of; null where there is no cost
 * @param ending null for the one that the client got its answer or error of
 */
record AttemptUsage(Target target, Observed observed, BigDecimal cost, String priceVersion, Superseded ending) {

    /** The same at a share of its price. */
    AttemptUsage times(BigDecimal share) {
        return new AttemptUsage(target, observed, cost == null ? null : cost.multiply(share), priceVersion, ending);
    }

    /** Its tokens, if it was {@code provider/model}. */
    long tokensOf(String name) {
        return target != null && target.toString().equals(name)
                ? observed.tokens().total()
                : 0;
    }

    /** What became of an attempt that is not the one that the client got its answer or error of. */
    enum Superseded {
        /** Another one was faster. */
        OVERTAKEN,
        /** It failed, or broke off, and another one was asked in its place. */
        REPLACED,
        /** It passed as it came, and what it used was read in its answer. */
        PASSED,
        /** It was one of a batch, whose output was read. */
        BATCHED,
        /** The gateway asked it for itself, to be able to ask what the client wants. */
        BESIDE;

        /** Whether the client got something else in its place. */
        boolean inVain() {
            return this == OVERTAKEN || this == REPLACED;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Both together, where the other one asked for another part of the same. */
    AttemptUsage plus(AttemptUsage other) {
        BigDecimal sum = cost == null || other.cost == null ? null : cost.add(other.cost);
        return new AttemptUsage(target, observed.plus(other.observed), sum, sum == null ? null : priceVersion, ending);
    }
}
