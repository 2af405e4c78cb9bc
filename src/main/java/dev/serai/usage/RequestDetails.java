package dev.serai.usage;

import java.math.BigDecimal;
import java.util.List;

/**
 * All that is on record of one request.
 *
 * @param timeline null where there is none, as of before it was kept
 * @param others what it used before or beside the one that the client got its answer or error of
 */
public record RequestDetails(UsageRecord request, RequestTimeline timeline, List<UsageRecord> others) {

    /** What all of it cost; null where a price is not known. */
    public BigDecimal totalCost() {
        BigDecimal total = request.cost();
        for (UsageRecord other : others) {
            total = total == null || other.cost() == null ? null : total.add(other.cost());
        }
        return UsageRecord.exact(total);
    }
}
