package dev.serai.answers;

import dev.serai.store.Database;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** In H2. */
class TellingTest extends TellingContract {

    @TempDir
    private static Path folder;

    private static Database database;

    @BeforeAll
    static void open() {
        database = new Database("", "", "", folder);
        database.migrate();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Override
    Database database() {
        return database;
    }
}
