package dev.serai.metrics;

import dev.serai.access.Directory;
import dev.serai.limits.BudgetReading;
import dev.serai.limits.Budgets;
import io.prometheus.metrics.model.snapshots.Labels;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is left of budgets. Projects can be many: by default the least share that anyone has left, and with the label
 * {@code project} that of each, of those with the least first.
 */
final class BudgetGauges {

    /** A limit of a budget, and what is left of it. */
    private record Left(String kind, String id, String period, double left, double share) {}

    /** With the label: series of projects, three at most of each. */
    private static final int MOST = 600;

    private final Budgets budgets;
    private final Directory directory;
    private final Clock clock;

    BudgetGauges(Budgets budgets, Directory directory, Clock clock) {
        this.budgets = budgets;
        this.directory = directory;
        this.clock = clock;
    }

    List<ScrapedGauge> all(boolean byProject) {
        List<ScrapedGauge> gauges = new ArrayList<>();
        gauges.add(new ScrapedGauge(
                "serai.budget.least.left.ratio",
                "The smallest share that any project or token has left of its hard limit, by its period",
                this::least));
        if (byProject) {
            gauges.add(new ScrapedGauge(
                    "serai.budget.remaining", "What a project may still spend of its hard limit", this::remaining));
        }
        return gauges;
    }

    private Map<Labels, Double> least() {
        Map<Labels, Double> least = new LinkedHashMap<>();
        for (Left left : all()) {
            least.merge(Labels.of("of", left.kind, "period", left.period), left.share, Math::min);
        }
        return least;
    }

    private Map<Labels, Double> remaining() {
        Map<Labels, Double> remaining = new LinkedHashMap<>();
        all().stream()
                .filter(left -> left.kind.equals("project"))
                .sorted(Comparator.comparingDouble(Left::share))
                .limit(MOST)
                .forEach(left -> remaining.put(Labels.of("project", left.id, "period", left.period), left.left));
        return remaining;
    }

    private List<Left> all() {
        Instant now = clock.instant();
        List<Left> all = new ArrayList<>();
        for (Directory.Budgeted budgeted : directory.budgets()) {
            String subject = budgeted.kind() + ":" + budgeted.id();
            for (BudgetReading spent : BudgetReading.of(budgets, subject, budgeted.budget(), now)) {
                if (spent.hard() != null) {
                    BigDecimal left = spent.hard().subtract(spent.spent());
                    double share = share(left, spent.hard());
                    all.add(new Left(budgeted.kind(), budgeted.id(), spent.period(), left.doubleValue(), share));
                }
            }
        }
        return all;
    }

    private static double share(BigDecimal left, BigDecimal hard) {
        return hard.signum() == 0 ? 0 : left.divide(hard, MathContext.DECIMAL32).doubleValue();
    }
}
