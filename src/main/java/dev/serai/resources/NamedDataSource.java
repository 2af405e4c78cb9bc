package dev.serai.resources;

import com.zaxxer.hikari.HikariDataSource;
import dev.serai.resources.ResourceSettings.DataSourceSettings;
import dev.serai.store.DatabaseUrl;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A database that route files may ask. It connects when a step first needs it: one that is away holds up no start. */
final class NamedDataSource extends HikariDataSource {

    private static final Logger LOG = LoggerFactory.getLogger(NamedDataSource.class);
    private static final long LEAST_MILLIS = 250;

    private final String name;
    private final DataSourceSettings settings;
    private volatile String trouble = "";

    /** Says that there was no connection. */
    static final class Unreachable extends SQLException {
        private Unreachable(SQLException cause) {
            super(cause.getMessage(), cause.getSQLState(), cause);
        }
    }

    /**
     * Makes one of what was checked.
     *
     * @throws IllegalArgumentException naming the key, if no driver knows the URL
     */
    NamedDataSource(String name, DataSourceSettings settings) {
        this.name = name;
        this.settings = settings;
        DatabaseUrl url = url(name, settings);
        setPoolName(name);
        setJdbcUrl(url.jdbc());
        setUsername(url.user());
        setPassword(url.password());
        setMaximumPoolSize(settings.poolSize());
        setMinimumIdle(0);
        setReadOnly(settings.readOnly());
        setConnectionTimeout(Math.max(LEAST_MILLIS, settings.connectionTimeout().toMillis()));
        setInitializationFailTimeout(-1);
        long queryMillis = settings.queryTimeout().toMillis();
        if (url.isPostgres()) {
            addDataSourceProperty("ApplicationName", "serai");
            addDataSourceProperty(
                    "connectTimeout", seconds(settings.connectionTimeout().toMillis()));
            addDataSourceProperty("socketTimeout", 2 + seconds(queryMillis));
            addDataSourceProperty("options", "-c statement_timeout=" + queryMillis);
            // of a larger result the first rows are sent, and no more than these bytes are taken
            addDataSourceProperty("defaultRowFetchSize", settings.maximumRows() + 1);
            addDataSourceProperty("maxResultBuffer", settings.maximumBytes().toBytes());
        } else if (url.jdbc().startsWith("jdbc:h2:")) {
            setConnectionInitSql("set query_timeout " + queryMillis);
        }
    }

    /** Whether it can be made. Nothing is asked. */
    static void check(String name, DataSourceSettings settings) {
        String key = ResourceSettings.DATA_SOURCES + "." + name;
        if (settings.poolSize() <= 0
                || settings.maximumRows() <= 0
                || settings.maximumBytes().toBytes() <= 0) {
            throw new IllegalArgumentException(key + ": pool-size, maximum-rows and maximum-bytes are more than 0");
        }
        try {
            DriverManager.getDriver(url(name, settings).jdbc());
        } catch (SQLException e) {
            throw new IllegalArgumentException(
                    key + ".url: there is no driver for it on the class path; those of PostgreSQL and H2 are", e);
        }
    }

    private static DatabaseUrl url(String name, DataSourceSettings settings) {
        return DatabaseUrl.of(
                ResourceSettings.DATA_SOURCES + "." + name + ".url",
                settings.url(),
                settings.user(),
                settings.password());
    }

    private static int seconds(long millis) {
        return (int) Math.max(1, (millis + 999) / 1000);
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            Connection connection = super.getConnection();
            if (!trouble.isEmpty()) {
                trouble = "";
                LOG.info("The data source {} can be reached again", name);
            }
            return connection;
        } catch (SQLException e) {
            String reason = e.getCause() == null ? e.getMessage() : e.getCause().getMessage();
            if (trouble.isEmpty()) {
                LOG.warn("The data source {} cannot be reached: {}", name, reason);
            }
            trouble = String.valueOf(reason);
            throw new Unreachable(e);
        }
    }

    String name() {
        return name;
    }

    DataSourceSettings settings() {
        return settings;
    }

    /** Why the last step that needed it got no connection; empty if it did. */
    String trouble() {
        return trouble;
    }
}
