package dev.serai.answers;

import dev.serai.store.Database;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What holds in either kind of database: one for all tests of a class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DatabaseContract {

    private Database database;

    /** Where it is; empty for H2. */
    abstract String url();

    @BeforeAll
    void open(@TempDir Path folder) {
        database = new Database(url(), "", "", folder);
        database.migrate();
    }

    @AfterAll
    void close() {
        database.close();
    }

    /** It, migrated. */
    Database database() {
        return database;
    }
}
