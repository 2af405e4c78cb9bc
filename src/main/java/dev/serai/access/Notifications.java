package dev.serai.access;

import dev.serai.store.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for PostgreSQL saying that another replica has changed something. */
final class Notifications implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Notifications.class);
    private static final int WAIT_MILLIS = 5_000;

    private final Database database;
    private final Runnable changed;

    /**
     * Listens to nothing yet.
     *
     * @param changed is run for each notification, and whenever one may have been missed
     */
    Notifications(Database database, Runnable changed) {
        this.database = database;
        this.changed = changed;
    }

    /** Listens until the thread is interrupted. */
    @Override
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("listen serai");
                changed.run();
                listen(connection.unwrap(PGConnection.class));
            } catch (SQLException e) {
                LOG.debug("Notifications of the database are not heard", e);
                pause();
            }
        }
    }

    private void listen(PGConnection connection) throws SQLException {
        while (!Thread.currentThread().isInterrupted()) {
            if (connection.getNotifications(WAIT_MILLIS).length > 0) {
                changed.run();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
