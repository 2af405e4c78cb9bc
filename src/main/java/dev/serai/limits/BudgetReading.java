package dev.serai.limits;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How a budget stands in one of its periods.
 *
 * @param period {@code day}, {@code month} or {@code total}
 * @param soft null for no such limit
 * @param hard null for no such limit
 */
public record BudgetReading(String period, BigDecimal spent, BigDecimal soft, BigDecimal hard) {

    /** Those of a subject, in each period that its budget speaks of. */
    public static List<BudgetReading> of(Budgets budgets, String subject, Budget budget, Instant now) {
        List<BudgetReading> readings = new ArrayList<>(3);
        for (Period.Span kind : Period.Span.values()) {
            if (budget.limits(kind)) {
                readings.add(new BudgetReading(
                        kind.word(),
                        budgets.spent(new Budgets.BudgetAccount(subject, Period.at(kind, now))),
                        Budget.Amounts.named(budget.soft(), kind),
                        Budget.Amounts.named(budget.hard(), kind)));
            }
        }
        return readings;
    }
}
