package dev.serai.usage;

import dev.serai.journal.Journal;
import dev.serai.memory.Holder;
import dev.serai.memory.Holding;
import dev.serai.store.Database;
import dev.serai.time.Rounds;
import dev.serai.time.Survival;
import dev.serai.wire.Reason;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Moves usage from the journal to the database, in batches, in order and each record once. Where the database is away it
 * tries again each second; the journal waits.
 */
final class UsageWriter implements SmartLifecycle, Holder {

    private static final Logger LOG = LoggerFactory.getLogger(UsageWriter.class);
    private static final int BATCH = 5000;
    /** No thread is to turn without a rest. */
    private static final Duration SHORTEST = Duration.ofMillis(1);

    private static final Duration RETRY = Duration.ofSeconds(1);
    /** Each statement to a database that is silent takes a minute. */
    private static final Duration LONGEST = Duration.ofMinutes(10);
    /** Transactions that began earlier may be committed later: what is this old is read again. */
    private static final Duration OVERLAP = Duration.ofSeconds(10);

    private final Journal journal;
    private final UsageStore store;
    private final UsageIntake intake;
    private final SetAside aside;
    private final Spending spending;
    private final Supplier<Set<String>> budgeted;
    private final Clock clock;
    private final Duration interval;
    private final boolean shared;
    private volatile String trouble;
    private volatile long position = -1;
    /** Where the journal ended when this began: until the position is known, what came after surely waits. */
    private volatile long beginning;

    private volatile boolean running;
    private Thread thread;

    /**
     * Moves nothing yet.
     *
     * @param aside where it goes what the database does not take
     * @param budgeted the subjects that have a budget
     * @param interval how often it looks for more
     */
    UsageWriter(
            Journal journal,
            UsageStore store,
            SetAside aside,
            Spending spending,
            Supplier<Set<String>> budgeted,
            Database database,
            Duration interval,
            Clock clock) {
        this.journal = journal;
        this.store = store;
        this.aside = aside;
        this.intake = new UsageIntake(journal.id(), store, aside);
        this.spending = spending;
        this.budgeted = budgeted;
        this.interval = interval.compareTo(SHORTEST) < 0 ? SHORTEST : interval;
        this.shared = database.isPostgres();
        this.clock = clock;
    }

    @Override
    public void start() {
        running = true;
        beginning = journal.last();
        try {
            begin();
        } catch (RuntimeException | Error e) {
            Survival.saw(e);
            trouble = Reason.of(e); // the snapshot serves; budgets are known when the database is back
        }
        thread = Rounds.begin("usage-writer", LONGEST, this::next).thread();
    }

    private boolean next() {
        boolean last = !running; // what has come since
        if (!step() && !last) {
            LockSupport.parkNanos((trouble == null ? interval : RETRY).toNanos());
        }
        return !last;
    }

    /** Moves a batch if it can; gives whether there may be more. */
    private boolean step() {
        try {
            boolean more = round();
            if (trouble != null) {
                LOG.info("Usage reaches the database again");
                trouble = null;
            }
            return more;
        } catch (RuntimeException | Error e) { // whatever it is, the journal keeps what waits
            Survival.saw(e);
            String reason = Reason.of(e);
            if (trouble == null) {
                LOG.error("Usage does not reach the database and waits in the journal: {}", reason);
            }
            trouble = reason;
            return false;
        }
    }

    private void begin() {
        long known = store.position(journal.id().toString());
        if (known > beginning) { // what it has lost was taken; what came since is new, whatever its number
            LOG.warn("The usage journal has lost its last records, which the database has: it goes on before them");
            store.goBack(journal.id().toString(), beginning);
            known = beginning;
        }
        spending.expect(budgeted.get(), clock.instant());
        intake.retry(known);
        position = known;
    }

    private boolean round() {
        if (position < 0) {
            begin();
        }
        List<Journal.Entry> entries = journal.read(position, BATCH);
        if (!entries.isEmpty()) {
            long last = entries.get(entries.size() - 1).sequence();
            intake.take(entries);
            position = last;
            journal.release(last);
        }
        spending.lookUpNew();
        if (shared) {
            spending.refresh(clock.instant().minus(OVERLAP));
        }
        return entries.size() == BATCH;
    }

    /** Why usage does not reach the database, if it does not. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** The records that the database did not take, or that cannot be read. */
    List<SetAside.Entry> setAside() {
        return aside.entries();
    }

    /** How many those are. */
    int countSetAside() {
        return aside.size();
    }

    @Override
    public List<Holding> holdings() {
        return List.of(
                Holding.bounded("set-aside", aside.size(), SetAside.MOST),
                Holding.bounded("journal-queue", journal.unwritten(), Journal.BOUND));
    }

    /**
     * Tries those again now.
     *
     * @throws RuntimeException if the database or the disk fails
     */
    void retrySetAside() {
        if (position >= 0) { // else it comes when the database is back
            intake.retry(position);
        }
    }

    /** How many records wait in the journal; those of this start where the database has not yet said which it has. */
    long waiting() {
        long known = position;
        return Math.max(0, journal.last() - (known < 0 ? beginning : known));
    }

    /** Takes what is left, if the database is there. */
    @Override
    public void stop() {
        running = false;
        LockSupport.unpark(thread);
        try {
            thread.join(Duration.ofSeconds(10).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After the database was migrated; ended after the requests, whose usage is still to come. */
    @Override
    public int getPhase() {
        return 3;
    }
}
