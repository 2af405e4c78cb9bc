package dev.serai.usage;

import dev.serai.breakers.Retryable;
import dev.serai.call.Target;
import dev.serai.prices.PriceList;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Models that nobody knows the price of: what is spent on them is in no budget. They are refused, or warned of. */
final class Unpriced {

    private static final Logger LOG = LoggerFactory.getLogger(Unpriced.class);

    /** Callers choose the names, as far as a provider answers to them. */
    private static final int MOST_TOLD = 1000;

    private final PriceList prices;
    private final boolean refused;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /**
     * Sets what becomes of them.
     *
     * @param refused whether callers with a budget may not have them asked
     */
    Unpriced(PriceList prices, boolean refused) {
        this.prices = prices;
        this.refused = refused;
    }

    boolean areRefused() {
        return refused;
    }

    /** Refuses a target whose price is not known; the next one may have one. */
    void require(Target target) {
        if (!ReportedCost.isSaidBy(target.provider())
                && prices.prices()
                        .find(target.provider().name(), target.model())
                        .isEmpty()) {
            Retryable refusal = new Retryable(
                    403,
                    "invalid_request_error",
                    "model_not_priced",
                    "The price of '" + target + "' is not known here, so that no budget can count it; ask for a model"
                            + " that has a price, or have it added to the price list");
            refusal.header("x-should-retry", "false");
            throw refusal.ofCaller();
        }
    }

    /** Warns, once of each, of what was used and has no cost. */
    void tell(RequestUsage sum) {
        tell(sum.own());
        sum.others().forEach(this::tell);
    }

    private void tell(AttemptUsage used) {
        if (used.cost() == null
                && !used.observed().tokens().none()
                && told.size() < MOST_TOLD
                && told.add(used.target().toString())) {
            LOG.warn(
                    "{} has no price: what requests to it cost is in no budget. Add it to the price list, or set"
                            + " serai.budgets.unpriced to refuse",
                    used.target());
        }
    }
}
