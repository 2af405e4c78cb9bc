package dev.serai.access;

import dev.serai.store.Actor;
import dev.serai.store.Audit;
import dev.serai.store.Database;
import dev.serai.store.Revision;
import dev.serai.wire.ApiException;
import java.util.function.LongFunction;

/**
 * How projects and tokens are changed: in one transaction with the next revision and a line in the audit, and known to
 * this process when it returns.
 */
public final class Changes {

    private final Database database;
    private final Revision revision;
    private final Audit audit;
    private final Runnable made;

    /**
     * Takes where things are kept.
     *
     * @param made is run after each change, to take it into memory
     */
    public Changes(Database database, Runnable made) {
        this.database = database;
        this.revision = new Revision(database);
        this.audit = new Audit(database);
        this.made = made;
    }

    /** Makes a change; what it throws undoes it. */
    <T> T make(LongFunction<T> change) {
        T result = database.transaction(() -> change.apply(revision.next()));
        made.run();
        return result;
    }

    void note(Actor actor, String action, Project before, Project after) {
        audit.note(
                actor,
                action,
                (after == null ? before : after).id(),
                DirectoryView.of(before),
                DirectoryView.of(after));
    }

    void note(Actor actor, String action, Token before, Token after) {
        audit.note(
                actor,
                action,
                (after == null ? before : after).id(),
                DirectoryView.of(before),
                DirectoryView.of(after));
    }

    /**
     * Refuses to change what someone else has changed meanwhile.
     *
     * @param expected the revision that the caller knows; null if any will do
     * @throws ApiException 412
     */
    static void requireRevision(Long expected, long actual) {
        if (expected != null && expected != actual) {
            throw new ApiException(
                    412,
                    "invalid_request_error",
                    "changed_meanwhile",
                    null,
                    "It was changed meanwhile: its ETag is \"" + actual + "\"; get it again and repeat the change");
        }
    }

    /** What is thrown where there is none of this id. */
    public static ApiException notFound(String kind, String id) {
        return new ApiException(
                404, "invalid_request_error", kind + "_not_found", null, "There is no " + kind + " '" + id + "'");
    }
}
