package dev.serai.store;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Lets all connections go when H2 has closed its file: they would hold what is closed, and nothing could open it anew.
 */
@SuppressWarnings("SameNameButDifferent") // the pool calls its verdict Override
record ClosedFile(HikariDataSource pool) implements SQLExceptionOverride {

    @java.lang.Override
    public SQLExceptionOverride.Override adjudicate(SQLException failure) {
        if (!DatabaseFailure.closesTheFile(failure)) {
            return SQLExceptionOverride.Override.CONTINUE_EVICT;
        }
        pool.getHikariPoolMXBean().softEvictConnections();
        return SQLExceptionOverride.Override.MUST_EVICT;
    }
}
