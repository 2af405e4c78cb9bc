package dev.serai.limits;

import dev.serai.limits.Budgets.BudgetAccount;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The accounts of one subject on one day: looked up once, asked for each request of that day. */
final class DayAccounts {

    /**
     * One account and what may be spent of it.
     *
     * @param hard null for any amount
     * @param soft null for any amount
     */
    record Line(Subject subject, BudgetAccount account, Ledger ledger, BigDecimal hard, BigDecimal soft) {

        Period.Span kind() {
            return account.period().kind();
        }

        Budgets.Passed passed(boolean hardLimit) {
            return new Budgets.Passed(account, hardLimit, ledger.spent(), hardLimit ? hard : soft);
        }
    }

    private static final Period.Span[] KINDS = Period.Span.values();

    private final long epochDay;
    private final List<Line> lines = new ArrayList<>(KINDS.length);

    /** Opens those accounts that the subject's budget speaks of. */
    DayAccounts(Subject subject, Instant now, Function<BudgetAccount, Ledger> ledgers) {
        epochDay = Period.epochDay(now);
        Budget budget = subject.budget();
        for (Period.Span kind : KINDS) {
            if (budget.limits(kind)) {
                BudgetAccount account = new BudgetAccount(subject.key(), Period.at(kind, now));
                lines.add(new Line(
                        subject,
                        account,
                        ledgers.apply(account),
                        Budget.Amounts.named(budget.hard(), kind),
                        Budget.Amounts.named(budget.soft(), kind)));
            }
        }
    }

    boolean isOf(Instant now) {
        return epochDay == Period.epochDay(now);
    }

    List<Line> lines() {
        return lines;
    }
}
