package dev.serai.store;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import dev.serai.wire.ApiException;
import dev.serai.wire.Reason;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Projects, tokens and usage at rest. Nothing that serves a request waits for it: all are in memory or in the journal
 * first. It connects when it is first asked.
 */
public final class Database implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final int CONNECTIONS = 8;
    private static final long CONNECT_MILLIS = 3_000;
    private static final long OPEN_MILLIS = 30_000;

    private final Path data;
    private final DatabaseUrl url;
    private final HikariDataSource pool = new HikariDataSource();
    private final JdbcTemplate jdbc = new JdbcTemplate(pool);
    private final JdbcClient sql = JdbcClient.create(jdbc);
    private final TransactionTemplate transactions = new TransactionTemplate(new DataSourceTransactionManager(pool));

    /**
     * Names a database.
     *
     * @param url {@code postgresql://user:password@host/name}, a JDBC URL, or empty for H2 in the folder
     * @param user empty, or who connects, where the URL does not say
     * @param data folder of the H2 file
     * @throws IllegalArgumentException if the URL is not understood
     */
    public Database(String url, String user, String password, Path data) {
        this.data = data;
        this.url = DatabaseUrl.of(url, user, password, data);
        pool.setPoolName("serai");
        pool.setJdbcUrl(this.url.jdbc());
        pool.setUsername(this.url.user());
        pool.setPassword(this.url.password());
        pool.setMaximumPoolSize(CONNECTIONS);
        pool.setMinimumIdle(1);
        // a file that takes long to open on a busy machine is not away
        pool.setConnectionTimeout(this.url.isPostgres() ? CONNECT_MILLIS : OPEN_MILLIS);
        pool.setInitializationFailTimeout(-1);
        if (!this.url.isPostgres()) {
            pool.setExceptionOverride(new ClosedFile(pool));
        } else {
            pool.addDataSourceProperty("ApplicationName", "serai");
            pool.addDataSourceProperty("reWriteBatchedInserts", "true");
            pool.addDataSourceProperty("connectTimeout", "3");
            pool.addDataSourceProperty("socketTimeout", "60");
        }
    }

    /** Shows what its pool does as metrics; before it is first asked. */
    void show(MeterRegistry meters) {
        pool.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(meters));
    }

    /** Queries. What fails throws {@link org.springframework.dao.DataAccessException}. */
    public JdbcClient sql() {
        return sql;
    }

    /** Statements in batches. */
    public JdbcTemplate jdbc() {
        return jdbc;
    }

    /** Does it in one transaction, or not at all. */
    public <T> T transaction(Supplier<T> work) {
        return transactions.execute(status -> work.get());
    }

    /**
     * Updates rows, and inserts those that are not there; in the transaction under way, which fails if another one inserts
     * the same.
     *
     * @param update its parameters are those of {@code insert}, in the same order
     */
    public void upsert(String update, String insert, List<Object[]> rows) {
        int[] updated = jdbc.batchUpdate(update, rows);
        List<Object[]> missing = new ArrayList<>();
        for (int i = 0; i < updated.length; i++) {
            if (updated[i] == 0) {
                missing.add(rows.get(i));
            }
        }
        jdbc.batchUpdate(insert, missing);
    }

    /**
     * Asks for a request, which waits for it: where it is away, the request is answered so.
     *
     * @param what the question, for messages: {@code whose this is}
     * @throws ApiException 503
     */
    public static <T> T asked(String what, Supplier<T> question) {
        try {
            return question.get();
        } catch (DataAccessException e) {
            LOG.warn("The database cannot say {}: {}", what, Reason.of(e));
            throw new ApiException(
                            503,
                            "server_error",
                            "database_unavailable",
                            null,
                            "The gateway cannot find out " + what + ": its database does not answer; try again")
                    .header("retry-after", "5");
        }
    }

    /**
     * Asks questions that may take long, for as long as somebody would wait.
     *
     * @param longest of one statement; in whole seconds
     * @param advice for who has asked too much
     * @throws ApiException 503 if one takes longer
     */
    public <T> T within(Duration longest, String advice, Function<JdbcClient, T> questions) {
        JdbcTemplate bounded = new JdbcTemplate(pool);
        bounded.setQueryTimeout((int) longest.toSeconds());
        try {
            return questions.apply(JdbcClient.create(bounded));
        } catch (DataAccessException e) {
            if (!DatabaseFailure.isCancelled(e)) {
                throw e;
            }
            String message = "The database did not find it within " + longest.toSeconds() + " s: " + advice;
            throw new ApiException(503, "server_error", "search_too_long", null, message);
        }
    }

    /** Whether other replicas may share it. */
    public boolean isPostgres() {
        return url.isPostgres();
    }

    /** Brings the schema up to date; the first thing to be asked for. */
    public void migrate() {
        try {
            PrivateFiles.folder(data);
        } catch (IOException e) {
            throw new UncheckedIOException("SERAI_DATA cannot be made at " + data.toAbsolutePath(), e);
        }
        FluentConfiguration migrations = Flyway.configure().dataSource(pool).locations("classpath:db/migration");
        if (isPostgres() && migrations.load().info().pending().length > 0) {
            // over millions of rows, a step takes longer than a question may
            migrations
                    .dataSource(url.jdbc(), url.user(), url.password())
                    .jdbcProperties(Map.of("tcpKeepAlive", "true", "ApplicationName", "serai"));
        }
        migrations.load().migrate();
        pool.setConnectionTimeout(
                CONNECT_MILLIS); // it was opened once: whoever waits later is to be told that it is away
    }

    /** The last step of the schema that was taken here, {@code 7 budgets}. */
    public String schema() {
        return sql.sql("select version, description from flyway_schema_history order by installed_rank desc limit 1")
                .query((row, number) -> row.getString("version") + " " + row.getString("description"))
                .single();
    }

    /** A connection of one's own, whose state may be changed; to be given to {@link #discard}. */
    public Connection connect() throws SQLException {
        return pool.getConnection();
    }

    /** Ends a connection, which nobody else is to get: the pool sees no failure of what was unwrapped from it. */
    public void discard(Connection connection) {
        pool.evictConnection(connection);
    }

    @Override
    public void close() {
        pool.close();
    }

    /** Its address, without credentials. */
    @Override
    public String toString() {
        return url.toString();
    }
}
