package dev.serai.usage;

import dev.serai.store.Database;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
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
final class UsageWriter implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(UsageWriter.class);
    private static final int BATCH = 5000;
    private static final Duration INTERVAL = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofSeconds(1);
    /** Transactions that began earlier may be committed later: what is this old is read again. */
    private static final Duration OVERLAP = Duration.ofSeconds(10);

    private final Journal journal;
    private final UsageStore store;
    private final Spending spending;
    private final Supplier<Set<String>> budgeted;
    private final Clock clock;
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
     * @param budgeted the subjects that have a budget
     */
    UsageWriter(
            Journal journal,
            UsageStore store,
            Spending spending,
            Supplier<Set<String>> budgeted,
            Database database,
            Clock clock) {
        this.journal = journal;
        this.store = store;
        this.spending = spending;
        this.budgeted = budgeted;
        this.shared = database.isPostgres();
        this.clock = clock;
    }

    @Override
    public void start() {
        running = true;
        beginning = journal.last();
        try {
            begin();
        } catch (RuntimeException e) {
            trouble = Database.reason(e); // the snapshot serves; budgets are known when the database is back
        }
        thread = new Thread(this::run, "usage-writer");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (running) {
            if (!step()) {
                LockSupport.parkNanos((trouble == null ? INTERVAL : RETRY).toNanos());
            }
        }
        step(); // what has come since
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
        } catch (RuntimeException e) {
            String reason = Database.reason(e);
            if (trouble == null) {
                LOG.error("Usage does not reach the database and waits in the journal: {}", reason);
            }
            trouble = reason;
            return false;
        }
    }

    private void begin() {
        long known = store.position(journal.id());
        if (known > journal.last()) {
            LOG.warn("The usage journal is older than the database knows it: its last records may be lost");
        }
        spending.expect(budgeted.get(), clock.instant());
        position = known;
    }

    private boolean round() {
        if (position < 0) {
            begin();
        }
        List<Journal.Entry> entries = journal.read(position, BATCH);
        if (!entries.isEmpty()) {
            long last = entries.get(entries.size() - 1).sequence();
            store.take(journal.id(), records(entries), last);
            position = last;
            journal.release(last);
        }
        spending.lookUpNew();
        if (shared) {
            spending.refresh(clock.instant().minus(OVERLAP));
        }
        return entries.size() == BATCH;
    }

    private static List<UsageStore.Numbered> records(List<Journal.Entry> entries) {
        List<UsageStore.Numbered> records = new ArrayList<>(entries.size());
        for (Journal.Entry entry : entries) {
            try {
                records.add(new UsageStore.Numbered(entry.sequence(), UsageCodec.decode(entry.record())));
            } catch (IOException e) {
                LOG.error("Record {} of the usage journal is not of this version and is left out", entry.sequence(), e);
            }
        }
        return records;
    }

    /** Why usage does not reach the database, if it does not. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
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
