package dev.serai.store;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import org.h2.api.ErrorCode;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;
import org.springframework.transaction.TransactionException;

/** What a failure of the database means for whoever goes on. */
public final class DatabaseFailure {

    /** SQL's state for a key that someone else has just added. */
    private static final String TAKEN = "23505";

    private static final String CANCELLED = "57014";

    /** The file cannot be read or written, is damaged or closed; or the connection is. */
    private static final Set<Integer> H2_CODES = Set.of(
            ErrorCode.IO_EXCEPTION_1,
            ErrorCode.IO_EXCEPTION_2,
            ErrorCode.FILE_CORRUPTED_1,
            ErrorCode.DATABASE_IS_CLOSED,
            ErrorCode.DATABASE_CALLED_AT_SHUTDOWN,
            ErrorCode.CONNECTION_BROKEN_1);

    private static final Set<Integer> STORE_CODES = Set.of(
            DataUtils.ERROR_READING_FAILED,
            DataUtils.ERROR_WRITING_FAILED,
            DataUtils.ERROR_INTERNAL,
            DataUtils.ERROR_CLOSED,
            DataUtils.ERROR_FILE_CORRUPT);

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

    /**
     * Whether H2 has closed its file for everyone, since the disk failed: it is opened again when the last connection to
     * what is closed is gone.
     */
    static boolean closesTheFile(SQLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            boolean closed = cause instanceof MVStoreException store
                    ? STORE_CODES.contains(store.getErrorCode())
                    : cause instanceof SQLException sql && H2_CODES.contains(sql.getErrorCode());
            if (closed) {
                return true;
            }
        }
        return false;
    }

    /** Whether a statement was given up since it took too long. */
    static boolean isCancelled(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && CANCELLED.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /** Data that is out of range, a constraint, or a limit of the server's. */
    private static boolean isOfTheData(String state) {
        return !state.equals(TAKEN) && (state.startsWith("22") || state.startsWith("23") || state.startsWith("54"));
    }
}
