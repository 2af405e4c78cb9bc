package dev.serai.alerts;

import dev.serai.access.Directory;
import dev.serai.limits.Budget;
import dev.serai.limits.Budgets;
import dev.serai.limits.Budgets.BudgetAccount;
import dev.serai.limits.Period;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which share of their budgets projects and tokens have spent: of what they may spend at most, else of their soft limit. */
record BudgetFigures(Directory directory, Budgets budgets, Clock clock) {

    private static final double HUNDRED = 100;

    List<Reading> ask(FigureQuestion question) {
        List<Reading> readings = new ArrayList<>();
        String kind = question.by() == By.TOKEN ? "token" : "project";
        directory.budgets().stream().filter(it -> it.kind().equals(kind)).forEach(owner -> {
            for (Period.Span span : Period.Span.values()) {
                String period = span.name().toLowerCase(Locale.ROOT);
                BigDecimal limit = limit(owner.budget(), span);
                boolean asked = question.word("period").isEmpty()
                        || question.word("period").equals(period);
                if (asked && limit != null && limit.signum() > 0) {
                    BudgetAccount account =
                            new BudgetAccount(kind + ":" + owner.id(), Period.at(span, clock.instant()));
                    double share = HUNDRED * budgets.spent(account).doubleValue() / limit.doubleValue();
                    readings.add(new Reading(Map.of(kind, owner.name(), "period", period), share));
                }
            }
        });
        return readings;
    }

    private static BigDecimal limit(Budget budget, Period.Span span) {
        BigDecimal hard = amount(budget.hard(), span);
        return hard == null ? amount(budget.soft(), span) : hard;
    }

    private static BigDecimal amount(Budget.Amounts amounts, Period.Span span) {
        if (amounts == null) {
            return null;
        }
        return switch (span) {
            case DAY -> amounts.day();
            case MONTH -> amounts.month();
            case TOTAL -> amounts.total();
        };
    }
}
