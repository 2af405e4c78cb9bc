package dev.serai.limits;

import com.github.benmanes.caffeine.cache.Cache;
import dev.serai.resilience.HotCache;
import dev.serai.resilience.Watchdog;
import dev.serai.wire.ApiException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Money that projects and tokens may spend. What they have spent is in memory; the database tells what it was before this
 * process began, and what other replicas add, a second later.
 */
public final class Budgets {

    private static final Logger LOG = LoggerFactory.getLogger(Budgets.class);

    /** Who has a budget: {@code token:tok_…} or {@code project:prj_…}. */
    public record Holder(String subject, Budget budget) {}

    /** What is counted: a subject's spending in a period. */
    public record Account(String subject, Period period) {}

    private static final Period.Kind[] KINDS = Period.Kind.values();

    private final Clock clock;
    private final Watchdog watchdog;
    private final Duration forgottenAfter;
    private final Consumer<Account> softLimitPassed;
    private final Cache<Account, Ledger> ledgers =
            HotCache.builder().expireAfterAccess(Duration.ofDays(32)).build();

    /**
     * Begins with nothing spent.
     *
     * @param forgottenAfter when a hold is released that nobody settled; longer than the longest request
     * @param softLimitPassed is told once for each subject and period
     */
    public Budgets(Clock clock, Watchdog watchdog, Duration forgottenAfter, Consumer<Account> softLimitPassed) {
        this.clock = clock;
        this.watchdog = watchdog;
        this.forgottenAfter = forgottenAfter;
        this.softLimitPassed = softLimitPassed;
    }

    /**
     * Holds what a request is expected to cost in all periods of all budgets, or nothing.
     *
     * @throws ApiException 429 {@code insufficient_quota} if a hard limit does not allow it
     */
    public Hold hold(List<Holder> holders, BigDecimal expected) {
        Instant now = clock.instant();
        Hold hold = new Hold(expected);
        for (Holder holder : holders) {
            for (Period.Kind kind : KINDS) {
                if (holder.budget().limits(kind)
                        && !hold.take(holder, new Account(holder.subject(), Period.at(kind, now)))) {
                    hold.release();
                    throw refusal(holder, kind);
                }
            }
        }
        watchdog.watch(hold);
        return hold;
    }

    private static ApiException refusal(Holder holder, Period.Kind kind) {
        String whose = holder.subject().substring(0, holder.subject().indexOf(':'));
        String when = kind == Period.Kind.TOTAL ? "in all" : "for this " + kind.word();
        return new ApiException(
                        429,
                        "insufficient_quota",
                        "insufficient_quota",
                        null,
                        "The budget of this %s %s, %s, is spent or would be by this request"
                                .formatted(
                                        whose,
                                        when,
                                        holder.budget().hard().of(kind).toPlainString()))
                .header("x-should-retry", "false");
    }

    /** The accounts that are counted here. */
    public Set<Account> accounts() {
        return ledgers.asMap().keySet();
    }

    /**
     * Takes in what the database knows.
     *
     * @param total what it has for this account
     * @param own how much of it was booked here and has just reached it
     */
    public void stored(Account account, BigDecimal total, BigDecimal own) {
        Ledger ledger = ledgers.getIfPresent(account);
        if (ledger != null) {
            ledger.store(total, own);
        }
    }

    /** Begins to count an account before it is asked for. */
    public void expect(Account account) {
        ledger(account);
    }

    /** What an account has spent, that which is on its way to the database included; zero if it is not counted. */
    public BigDecimal spent(Account account) {
        Ledger ledger = ledgers.getIfPresent(account);
        return ledger == null ? BigDecimal.ZERO : ledger.spent();
    }

    /** What requests under way hold of an account. */
    public BigDecimal held(Account account) {
        Ledger ledger = ledgers.getIfPresent(account);
        return ledger == null ? BigDecimal.ZERO : ledger.held();
    }

    private Ledger ledger(Account account) {
        return ledgers.get(account, any -> new Ledger());
    }

    /** What one request holds in budgets until it is known what it cost. */
    public final class Hold implements Watchdog.Watched {

        private final BigDecimal expected;
        private final long deadlineNanos = System.nanoTime() + forgottenAfter.toNanos();
        private final List<Ledger> held = new ArrayList<>(6);
        private final AtomicBoolean settled = new AtomicBoolean();
        private String warning;

        private Hold(BigDecimal expected) {
            this.expected = expected;
        }

        private boolean take(Holder holder, Account account) {
            Period.Kind kind = account.period().kind();
            Budget.Amounts hard = holder.budget().hard();
            Budget.Amounts soft = holder.budget().soft();
            Ledger ledger = ledger(account);
            if (!ledger.hold(expected, hard == null ? null : hard.of(kind))) {
                return false;
            }
            held.add(ledger);
            warn(ledger, account, soft == null ? null : soft.of(kind));
            return true;
        }

        private void warn(Ledger ledger, Account account, BigDecimal soft) {
            if (soft == null || !ledger.isAtLeast(soft)) {
                return;
            }
            String whose = account.subject().substring(0, account.subject().indexOf(':'));
            warning = "%s %s %s of %s"
                    .formatted(
                            whose,
                            account.period().kind().word(),
                            ledger.spent().stripTrailingZeros().toPlainString(),
                            soft.toPlainString());
            if (ledger.passesFirst(soft)) {
                LOG.warn("{} has passed its soft limit: {}", account.subject(), warning);
                softLimitPassed.accept(account);
            }
        }

        /** What the caller is to know of a soft limit: {@code project month 81.2 of 80}. */
        public Optional<String> warning() {
            return Optional.ofNullable(warning);
        }

        /** Books the true cost in place of the expected one. Only the first call of this or {@link #release} counts. */
        public void settle(BigDecimal cost) {
            if (settled.compareAndSet(false, true)) {
                watchdog.release(this);
                for (Ledger ledger : held) {
                    ledger.release(expected);
                    ledger.spend(cost);
                }
            }
        }

        /** Gives back what was held: nothing was spent. */
        public void release() {
            settle(BigDecimal.ZERO);
        }

        @Override
        public void check(long nowNanos) {
            if (nowNanos - deadlineNanos > 0) {
                release();
            }
        }
    }
}
