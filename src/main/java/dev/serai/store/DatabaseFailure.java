package dev.serai.store;

import java.io.IOException;
import java.sql.SQLException;
import org.springframework.transaction.TransactionException;

/** What a failure of the database means for whoever goes on. */
public final class DatabaseFailure {

    /** SQL's state for a key that someone else has just added. */
    private static final String TAKEN = "23505";

    private DatabaseFailure() {}

    /**
     * Whether something failed for what was to be written, and would fail again: not for the connection or the disk, nor
     * for others who wrote at the same time.
     */
    public static boolean isOfTheData(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                return isOfTheData(sql.getSQLState());
            }
            if (cause instanceof SQLException
                    || cause instanceof TransactionException
                    || cause instanceof IOException) {
                return false;
            }
        }
        return true;
    }

    /** Data that is out of range, a constraint, or a limit of the server's. */
    private static boolean isOfTheData(String state) {
        return !state.equals(TAKEN) && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"));
    }
}
