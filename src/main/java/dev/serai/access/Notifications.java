package dev.serai.access;

import dev.serai.store.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for PostgreSQL saying that another replica has changed something. */
final class Notifications implements BooleanSupplier {

    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);
    private static final int WAIT_MILLIS = 5_000;

    private final Database database;
    private final Runnable changed;
    private Connection connection;

    /**
     * Listens to nothing yet.
     *
     * @param changed is run for each notification, and whenever one may have been missed
     */
    Notifications(Database database, Runnable changed) {
        this.database = database;
        this.changed = changed;
    }

    /** Listens for a while; gives whether to go on, which is until the thread is interrupted. */
    @Override
    public boolean getAsBoolean() {
        try {
            if (connection == null) {
                listen();
            }
            if (connection.unwrap(PGConnection.class).getNotifications(WAIT_MILLIS).length > 0) {
                changed.run();
            }
        } catch (SQLException e) {
            LOG.debug("Notifications of the database are not heard", e);
            leave();
            pause();
        }
        if (Thread.currentThread().isInterrupted()) {
            leave();
            return false;
        }
        return true;
    }

    private void listen() throws SQLException {
        connection = database.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen serai");
        }
        changed.run();
    }

    private void leave() {
        if (connection != null) {
            database.discard(connection);
        }
        connection = null;
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
