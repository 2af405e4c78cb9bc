package dev.serai.answers;

import dev.serai.store.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** In PostgreSQL. */
class TellingPostgresTest extends TellingContract {

    @TempDir
    private static Path folder;

    private static EmbeddedPostgres postgres;
    private static Database database;

    @BeforeAll
    static void open() throws IOException {
        postgres = EmbeddedPostgres.start();
        database = new Database(postgres.getJdbcUrl("postgres", "postgres"), "", "", folder);
        database.migrate();
    }

    @AfterAll
    static void close() throws IOException {
        database.close();
        postgres.close();
    }

    @Override
    Database database() {
        return database;
    }
}
