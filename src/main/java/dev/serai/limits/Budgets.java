package dev.serai.limits;

import com.github.benmanes.caffeine.cache.Cache;
import dev.serai.memory.Holder;
import dev.serai.memory.Holding;
import dev.serai.time.HotCache;
import dev.serai.time.Watchdog;
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
public final class Budgets implements Holder {

    private static final Logger LOG = LoggerFactory.getLogger(Budgets.class);

    /** What is counted: the spending of {@code token:tok_…} or {@code project:prj_…} in a period. */
    public record BudgetAccount(String subject, Period period) {}

    /**
     * A limit that was passed, or that a request was refused for.
     *
     * @param hard or soft
     * @param spent so far
     */
    public record Passed(BudgetAccount account, boolean hard, BigDecimal spent, BigDecimal limit) {}

    /**
     * What a request asks of budgets.
     *
     * @param most what it costs at most, as far as that can be foreseen
     * @param usual what it is expected to cost; as much as the former where that is sure to be possible
     */
    public record Foreseen(BigDecimal most, BigDecimal usual) {}

    private final Clock clock;
    private final Watchdog watchdog;
    private final Duration forgottenAfter;
    private final Consumer<Passed> limitPassed;
    private final Cache<BudgetAccount, Ledger> ledgers =
            HotCache.builder().expireAfterAccess(Duration.ofDays(32)).build();

    /**
     * Begins with nothing spent.
     *
     * @param forgottenAfter when a hold is released that nobody settled; longer than the longest request
     * @param limitPassed is told once for each subject, period and limit
     */
    public Budgets(Clock clock, Watchdog watchdog, Duration forgottenAfter, Consumer<Passed> limitPassed) {
        this.clock = clock;
        this.watchdog = watchdog;
        this.forgottenAfter = forgottenAfter;
        this.limitPassed = limitPassed;
    }

    /**
     * Holds what a request may cost in all periods of all budgets, or nothing.
     *
     * @throws ApiException 429 {@code insufficient_quota} if a hard limit does not allow it
     */
    public Hold hold(List<Subject> subjects, Foreseen demand) {
        Instant now = clock.instant();
        Hold hold = new Hold(demand);
        for (Subject subject : subjects) {
            if (subject.budget() != null) {
                hold.takeAll(subject.accounts(now, this::ledger));
            }
        }
        watchdog.watch(hold);
        return hold;
    }

    @Override
    public List<Holding> holdings() {
        return List.of(Holding.unbounded("budget-accounts", ledgers.estimatedSize()));
    }

    /** The accounts that are counted here. */
    public Set<BudgetAccount> accounts() {
        return ledgers.asMap().keySet();
    }

    /**
     * Takes in what the database knows.
     *
     * @param total what it has for this account
     * @param own how much of it was booked here and has just reached it
     */
    public void stored(BudgetAccount account, BigDecimal total, BigDecimal own) {
        Ledger ledger = ledgers.getIfPresent(account);
        if (ledger != null) {
            ledger.store(total, own);
        }
    }

    /** Begins to count an account before it is asked for. */
    public void expect(BudgetAccount account) {
        ledger(account);
    }

    /** What an account has spent, that which is on its way to the database included; zero if it is not counted. */
    public BigDecimal spent(BudgetAccount account) {
        Ledger ledger = ledgers.getIfPresent(account);
        return ledger == null ? BigDecimal.ZERO : ledger.spent();
    }

    /** What requests under way hold of an account. */
    public BigDecimal held(BudgetAccount account) {
        Ledger ledger = ledgers.getIfPresent(account);
        return ledger == null ? BigDecimal.ZERO : ledger.held();
    }

    private Ledger ledger(BudgetAccount account) {
        return ledgers.get(account, any -> new Ledger());
    }

    /** What one request holds in budgets until it is known what it cost. */
    public final class Hold implements Watchdog.Watched {

        private final Foreseen demand;
        private final long usual;
        private volatile long picos;
        private final long deadlineNanos = System.nanoTime() + forgottenAfter.toNanos();
        private final List<Ledger> held = new ArrayList<>(6);
        private final AtomicBoolean settled = new AtomicBoolean();
        private String warning;

        private Hold(Foreseen demand) {
            this.demand = demand;
            this.picos = Ledger.picos(demand.most());
            this.usual = Ledger.picos(demand.usual());
        }

        private void takeAll(DayAccounts accounts) {
            for (DayAccounts.Line line : accounts.lines()) {
                Ledger.Standing standing = line.ledger().hold(picos, usual, line.hard(), line.soft());
                if (standing == Ledger.Standing.REFUSED) {
                    release();
                    if (line.ledger().isFirstRefusal(line.hard())) {
                        limitPassed.accept(line.passed(true));
                    }
                    throw LimitErrors.budget(line, demand.most());
                }
                held.add(line.ledger());
                if (standing != Ledger.Standing.FINE) {
                    warn(line, standing);
                }
            }
        }

        private void warn(DayAccounts.Line line, Ledger.Standing standing) {
            warning = "%s %s %s of %s"
                    .formatted(
                            line.subject().kind(),
                            line.kind().word(),
                            line.ledger().spent().stripTrailingZeros().toPlainString(),
                            line.soft().toPlainString());
            if (standing == Ledger.Standing.FIRST_WARNED) {
                LOG.warn("{} has passed its soft limit: {}", line.subject().key(), warning);
                limitPassed.accept(line.passed(false));
            }
        }

        /** What the caller is to know of a soft limit: {@code project month 81.2 of 80}. */
        public Optional<String> warning() {
            return Optional.ofNullable(warning);
        }

        /** Holds more: an attempt was paid for in vain, and the next one may cost as much as was foreseen. */
        public synchronized void grow(BigDecimal cost) {
            if (!settled.get()) {
                long more = Ledger.picos(cost);
                picos += more;
                for (Ledger ledger : held) {
                    ledger.grow(more);
                }
            }
        }

        /** Books the true cost in place of the expected one. Only the first call of this or {@link #release} counts. */
        public synchronized void settle(BigDecimal cost) {
            if (settled.compareAndSet(false, true)) {
                watchdog.release(this);
                long spent = Ledger.picos(cost);
                for (Ledger ledger : held) {
                    ledger.settle(picos, spent);
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
