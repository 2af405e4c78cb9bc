package dev.serai.limits;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Who is limited: a token or a project. It is made once, when its rules are read, and asked for each request.
 */
public final class Subject {

    private static final String MODEL = ":model:";

    private final String kind;
    private final String key;
    private final Limits limits;
    private final Budget budget;
    private final List<Meter> meters = new ArrayList<>(2);
    private final List<ConcurrencyLimit> concurrencyLimits = new ArrayList<>(1);
    private volatile DayAccounts accounts;

    /**
     * Takes what it may use.
     *
     * @param kind {@code token} or {@code project}: messages say it
     * @param id its use is counted under {@code kind:id}
     * @param limits null for none
     * @param budget null for none
     */
    public Subject(String kind, String id, Limits limits, Budget budget) {
        this.kind = kind;
        this.key = kind + ":" + id;
        this.limits = limits == null ? Limits.NONE : limits;
        this.budget = budget;
        this.limits.count(key, meters, concurrencyLimits);
    }

    String kind() {
        return kind;
    }

    String key() {
        return key;
    }

    /** Whether it may not use as much as it likes. */
    public boolean hasLimits() {
        return !limits.unlimited();
    }

    /** What it may spend, or null for any amount. */
    public Budget budget() {
        return budget;
    }

    Limits limits() {
        return limits;
    }

    /** What counts all its requests, whatever the model. */
    List<Meter> meters() {
        return meters;
    }

    /** What bounds all its requests under way, whatever the model. */
    List<ConcurrencyLimit> concurrencyLimits() {
        return concurrencyLimits;
    }

    /**
     * Its accounts of the day that a moment lies in. There is one {@link Budgets}, so whoever asks first opens them.
     *
     * @param ledgers gives the ledger of an account
     */
    DayAccounts accounts(Instant now, Function<Budgets.BudgetAccount, Ledger> ledgers) {
        DayAccounts known = accounts;
        if (known == null || !known.isOf(now)) {
            known = new DayAccounts(this, now, ledgers);
            accounts = known;
        }
        return known;
    }

    /** The name under which the use of models that match a pattern is counted. */
    String keyFor(String pattern) {
        return key + MODEL + pattern;
    }

    /** A key as its owner knows it: {@code this token}, {@code model gpt-* of this project}. */
    static String describe(String key) {
        int colon = key.indexOf(':');
        String owner = "this " + (colon < 0 ? "caller" : key.substring(0, colon));
        int model = key.indexOf(MODEL);
        return model < 0 ? owner : "model " + key.substring(model + MODEL.length()) + " of " + owner;
    }
}
