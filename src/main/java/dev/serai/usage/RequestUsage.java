package dev.serai.usage;

import java.math.BigDecimal;
import java.util.List;

/**
 * What a request used and cost.
 *
 * @param own at the target whose answer or error the client got
 * @param others at targets that were asked before it or beside it, as far as they charge for that
 */
record RequestUsage(AttemptUsage own, List<AttemptUsage> others) {

    /** What all of it cost; null where a price is not known. */
    BigDecimal total() {
        boolean nobody = own.target() == null && !others.isEmpty();
        BigDecimal total = nobody ? BigDecimal.ZERO : own.cost();
        for (AttemptUsage other : others) {
            total = total == null || other.cost() == null ? null : total.add(other.cost());
        }
        return total;
    }

    /** The records of the others, beside that of its own; most have none. */
    List<UsageRecord> beside(UsageRecord record) {
        return others.isEmpty()
                ? List.of()
                : others.stream().map(record::beside).toList();
    }

    /** What is known to be spent. */
    BigDecimal spent() {
        BigDecimal spent = own.cost() == null ? BigDecimal.ZERO : own.cost();
        for (AttemptUsage other : others) {
            spent = other.cost() == null ? spent : spent.add(other.cost());
        }
        return spent;
    }

    /** Tokens of one {@code provider/model}; of an alias all of it. */
    long tokensOf(String name) {
        if (name.indexOf('/') < 0) {
            return tokens();
        }
        long tokens = own.tokensOf(name);
        for (AttemptUsage other : others) {
            tokens += other.ending() == AttemptUsage.Superseded.BATCHED ? 0 : other.tokensOf(name);
        }
        return tokens;
    }

    /** Tokens of all of it, as limits by time count them: what a batch used was not used now. */
    long tokens() {
        long tokens = own.observed().tokens().total();
        for (AttemptUsage other : others) {
            tokens += other.ending() == AttemptUsage.Superseded.BATCHED
                    ? 0
                    : other.observed().tokens().total();
        }
        return tokens;
    }
}
