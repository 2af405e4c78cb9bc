package dev.serai.access;

import dev.serai.store.Database;
import dev.serai.store.Revision;
import dev.serai.time.Survival;
import dev.serai.wire.Reason;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the database's projects and tokens into the directory: all of them once, then what has changed. Where the
 * database is away, the snapshot of an earlier time serves until it is back.
 */
public final class DirectoryFeed {

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryFeed.class);

    private final Database database;
    private final Directory directory;
    private final Snapshot snapshot;
    private boolean migrated;
    private long revision = -1;
    private volatile long saved = -1;
    private volatile String trouble;

    DirectoryFeed(Database database, Directory directory, Snapshot snapshot) {
        this.database = database;
        this.directory = directory;
        this.snapshot = snapshot;
    }

    /**
     * Takes in what is new. Failures are kept for {@link #trouble}: what is in memory goes on serving.
     *
     * @return whether the database answered
     */
    public synchronized boolean refresh() {
        try {
            if (!migrated) {
                database.migrate();
                migrated = true;
            }
            read();
            if (trouble != null) {
                LOG.info("The database at {} answers again", database);
                trouble = null;
            }
            return true;
        } catch (RuntimeException | Error e) {
            Survival.saw(e);
            String reason = Reason.of(e);
            if (trouble == null) {
                LOG.error("The database at {} cannot be used: {}", database, reason);
            }
            trouble = reason;
            return false;
        }
    }

    /** Takes the number first: what changes while the rows are read is read again the next time. */
    private void read() {
        long current = new Revision(database).current();
        if (current == revision) {
            return;
        }
        if (current < revision || revision < 0) {
            readAll();
        } else {
            new Projects(database).changedAfter(revision).forEach(directory::put);
            new Tokens(database).changedAfter(revision).forEach(directory::put);
            Removals.after(database, revision).forEach(directory::remove);
        }
        revision = current;
    }

    /** Also where what is here came from a snapshot, or the database from a backup. */
    private void readAll() {
        directory.replace(new Projects(database).changedAfter(-1), new Tokens(database).changedAfter(-1));
    }

    /**
     * Fills the directory from the snapshot.
     *
     * @return whether there was one
     */
    synchronized boolean recall() {
        Optional<Snapshot.Contents> contents = snapshot.read();
        contents.ifPresent(known -> {
            directory.replace(known.projects(), known.tokens());
            LOG.warn(
                    "The database is away: {} projects and {} tokens of {} serve until it is back",
                    known.projects().size(),
                    known.tokens().size(),
                    known.at());
        });
        return contents.isPresent();
    }

    /** Writes the snapshot, if anything has changed since the last; changes do not wait for it. */
    void save() {
        List<Project> projects;
        List<Token> tokens;
        long current;
        synchronized (this) {
            if (revision == saved) {
                return;
            }
            current = revision;
            projects = directory.projects();
            tokens = directory.tokens();
        }
        try {
            snapshot.write(projects, tokens);
            saved = current;
        } catch (IOException e) {
            LOG.warn("The snapshot of projects and tokens could not be written: {}", e.toString());
        }
    }

    /** Why the database could not be used the last time, if it could not. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }
}
