package dev.serai.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** A PostgreSQL server for all tests of this JVM; it is started when the first asks, and ends with the JVM. */
public final class Postgres {

    /** Its superuser's password: it is to appear in no message. */
    public static final String PASSWORD = "password-canary";

    private static final AtomicInteger DATABASES = new AtomicInteger();

    private Postgres() {}

    /** The server, made by whoever touches this class first. */
    private static final class Server {
        private static final EmbeddedPostgres INSTANCE = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.start();
            } catch (IOException e) {
                throw new UncheckedIOException("PostgreSQL did not start", e);
            }
        }
    }

    /** Its port on 127.0.0.1. */
    public static int port() {
        return Server.INSTANCE.getPort();
    }

    /** The address of a new, empty database. */
    public static String freshDatabase() {
        return url(port(), newDatabase());
    }

    /** The name of a new, empty database. */
    public static String newDatabase() {
        String name = "test_" + DATABASES.incrementAndGet();
        try (Connection connection = Server.INSTANCE.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("no database could be made", e);
        }
        return name;
    }

    /** The address of a database behind a port, as an operator would write it. */
    public static String url(int port, String database) {
        return "postgresql://postgres:" + PASSWORD + "@127.0.0.1:" + port + "/" + database;
    }
}
