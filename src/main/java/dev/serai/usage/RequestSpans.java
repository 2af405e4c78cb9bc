package dev.serai.usage;

import dev.serai.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.LongPredicate;

/** Makes spans of the log's records: what these have in common, for who looks for rare ones. */
public final class RequestSpans {

    private static final int SIZE = 4000;

    private final Database database;
    private final SpanStore store;
    private final int size;

    private long changes;
    private int made;

    /** Spans of some thousand records. */
    public RequestSpans(Database database) {
        this(database, SIZE);
    }

    /**
     * Spans of another size.
     *
     * @param size how many records each has at least, but for the oldest and those that others leave; twice as many at most
     */
    RequestSpans(Database database, int size) {
        this.database = database;
        this.store = new SpanStore(database);
        this.size = size;
    }

    /** Whether there are more to make. */
    private enum Outcome {
        FULL,
        CHANGED,
        OVER
    }

    /**
     * Makes those that are missing, of the newest records first.
     *
     * @param sealed of records before this moment
     * @param notWithin nothing is made if somebody began within that time
     * @param goesOn is told after each one how many nanoseconds it took
     * @return how many were made
     */
    public int make(Instant sealed, Duration notWithin, LongPredicate goesOn) {
        made = 0;
        Instant stored = sealed.truncatedTo(ChronoUnit.MILLIS); // as the database has it
        if (store.seal(stored, notWithin)) {
            while (fillAll(stored, goesOn) == Outcome.CHANGED) {
                // what came late has left other gaps
            }
        }
        return made;
    }

    private Outcome fillAll(Instant sealed, LongPredicate goesOn) {
        changes = store.changes();
        Outcome outcome = Outcome.FULL;
        for (RequestRange gap : store.gaps(sealed)) {
            outcome = fill(gap, gap.before().at().equals(sealed) ? size : 1, goesOn);
            if (outcome != Outcome.FULL) {
                break;
            }
        }
        return outcome;
    }

    /** @param least records that it is to have: the newest wait until there are enough of them */
    private Outcome fill(RequestRange gap, int least, LongPredicate goesOn) {
        RequestRange left = gap;
        for (int needed = least; left.after(needed - 1, database.sql()).isPresent(); needed = 1) {
            long began = System.nanoTime();
            RequestRange range = new RequestRange(left.before(), edge(left));
            boolean kept = keep(range);
            if (kept) {
                changes++;
                made++;
            }
            if (!goesOn.test(System.nanoTime() - began)) {
                return Outcome.OVER;
            }
            if (!kept) {
                return Outcome.CHANGED;
            }
            left = new RequestRange(range.edge(), gap.edge());
        }
        return Outcome.FULL;
    }

    /** No small remainder is left. */
    private RequestPosition edge(RequestRange left) {
        boolean divided = left.after(2 * size, database.sql()).isPresent();
        Optional<RequestPosition> edge = divided ? left.after(size - 1, database.sql()) : Optional.empty();
        return edge.orElse(left.edge());
    }

    /** Whether one is made of it. */
    private boolean keep(RequestRange range) {
        UsageSpan.Draft draft = new UsageSpan.Draft();
        String query = "select " + UsageSpan.COLUMNS + RequestRange.RECORDS + " and " + RequestSearch.REQUESTS
                + RequestRange.NEWEST;
        store.read(query, range.parameters(), draft::add);
        return store.keep(draft.of(range), draft.sketch(), changes);
    }
}
