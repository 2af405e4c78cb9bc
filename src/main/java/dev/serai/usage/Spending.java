package dev.serai.usage;

import dev.serai.limits.Budgets;
import dev.serai.limits.Budgets.BudgetAccount;
import dev.serai.limits.Period;
import dev.serai.store.Database;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What projects and tokens have spent, in the database: budgets are judged by it. */
final class Spending {

    private static final Comparator<BudgetAccount> ORDER = Comparator.comparing(BudgetAccount::subject)
            .thenComparing(account -> account.period().name());

    private static final BigDecimal MOST_ADDED = BigDecimal.valueOf(50_000_000_000L);

    /** What a transaction has added, and what was there after it, both by account. */
    record Spent(Map<BudgetAccount, BigDecimal> added, Map<BudgetAccount, BigDecimal> totals) {}

    private final Database database;
    private final Budgets budgets;
    private final Set<BudgetAccount> known = new HashSet<>();

    Spending(Database database, Budgets budgets) {
        this.database = database;
        this.budgets = budgets;
    }

    /** Adds the costs of records, in the transaction under way. */
    Spent add(List<UsageRecord> records) {
        Map<BudgetAccount, BigDecimal> added = new TreeMap<>(ORDER);
        byDay(records).forEach((day, amount) -> {
            for (Period.Span kind : Period.Span.values()) {
                added.merge(new BudgetAccount(day.subject(), Period.at(kind, day.noon())), amount, BigDecimal::add);
            }
        });
        Timestamp now = Timestamp.from(Instant.now());
        List<Object[]> rows = new ArrayList<>();
        added.replaceAll((account, amount) -> bounded(amount));
        added.forEach((account, amount) -> rows.add(
                new Object[] {amount, now, account.subject(), account.period().name()}));
        database.upsert(
                "update spending set amount = least(amount, 900000000000) + ?, updated_at = ? where subject = ? and period = ?",
                "insert into spending (amount, updated_at, subject, period) values (?, ?, ?, ?)",
                rows);
        return new Spent(added, totals(added.keySet()));
    }

    /** What may be added at once to a sum of costs, which ends where its column does. */
    static BigDecimal bounded(BigDecimal amount) {
        return amount.min(MOST_ADDED);
    }

    /** A subject's day, by UTC. */
    private record Day(String subject, long epochDay) {

        Instant noon() {
            return Instant.EPOCH.plus(epochDay, ChronoUnit.DAYS).plus(12, ChronoUnit.HOURS);
        }
    }

    private static Map<Day, BigDecimal> byDay(List<UsageRecord> records) {
        Map<Day, BigDecimal> days = new HashMap<>();
        for (UsageRecord record : records) {
            if (record.cost() != null && record.cost().signum() > 0) {
                long day = Period.epochDay(record.at());
                add(days, "project:", record.project(), day, record.cost());
                add(days, "token:", record.token(), day, record.cost());
            }
        }
        return days;
    }

    private static void add(Map<Day, BigDecimal> days, String kind, String id, long day, BigDecimal cost) {
        if (id != null) {
            days.merge(new Day(kind + id, day), cost, BigDecimal::add);
        }
    }

    /** Tells budgets what has reached the database. */
    void committed(Spent spent) {
        spent.totals()
                .forEach((account, total) ->
                        budgets.stored(account, total, spent.added().get(account)));
    }

    /** Takes in what other replicas have spent since. */
    void refresh(Instant since) {
        Map<String, Map<String, BigDecimal>> totals = new HashMap<>();
        database.sql()
                .sql("select subject, period, amount from spending where updated_at >= :since")
                .param("since", since.atOffset(ZoneOffset.UTC))
                .query(row -> {
                    totals.computeIfAbsent(row.getString("subject"), subject -> new HashMap<>())
                            .put(row.getString("period"), row.getBigDecimal("amount"));
                });
        for (BudgetAccount account : budgets.accounts()) {
            BigDecimal total = totals.getOrDefault(account.subject(), Map.of())
                    .get(account.period().name());
            if (total != null) {
                budgets.stored(account, total, BigDecimal.ZERO);
            }
        }
    }

    /** Begins to count these subjects, so that their first requests are judged by what they have spent so far. */
    void expect(Set<String> subjects, Instant now) {
        for (Period.Span kind : Period.Span.values()) {
            Period period = Period.at(kind, now);
            subjects.forEach(subject -> budgets.expect(new BudgetAccount(subject, period)));
            database.sql()
                    .sql("select subject, amount from spending where period = :period")
                    .param("period", period.name())
                    .query(row -> {
                        BudgetAccount account = new BudgetAccount(row.getString("subject"), period);
                        budgets.stored(account, row.getBigDecimal("amount"), BigDecimal.ZERO);
                    });
        }
        known.addAll(budgets.accounts());
    }

    /** Looks up what those have spent that were not counted before: a budget was set, or a day has begun. */
    void lookUpNew() {
        known.retainAll(budgets.accounts());
        for (BudgetAccount account : budgets.accounts()) {
            if (!known.contains(account)) {
                total(account).ifPresent(total -> budgets.stored(account, total, BigDecimal.ZERO));
                known.add(account);
            }
        }
    }

    private Map<BudgetAccount, BigDecimal> totals(Set<BudgetAccount> accounts) {
        Map<BudgetAccount, BigDecimal> totals = new HashMap<>();
        for (BudgetAccount account : accounts) {
            if (budgets.accounts().contains(account)) {
                total(account).ifPresent(total -> totals.put(account, total));
            }
        }
        return totals;
    }

    private Optional<BigDecimal> total(BudgetAccount account) {
        return database.sql()
                .sql("select amount from spending where subject = :subject and period = :period")
                .param("subject", account.subject())
                .param("period", account.period().name())
                .query(BigDecimal.class)
                .optional();
    }
}
