package dev.serai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database in a file. */
class DatabaseTest {

    @TempDir
    private Path folder;

    private Path data;
    private Database database;

    @BeforeEach
    void open() {
        data = folder.resolve("data");
        database = new Database("", "", "", data);
        database.migrate();
    }

    @AfterEach
    void close() {
        database.close();
    }

    private long change() {
        return database.transaction(() -> new Revision(database).next());
    }

    @Test
    void folder_isPrivate() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                .isEqualTo("rwx------");
    }

    @Test
    void commit_isOnDiskWhenItReturns() throws IOException {
        Path copy = Files.createDirectories(folder.resolve("copy"));
        for (int i = 0; i < 20; i++) {
            long revision = change();
            Files.copy(data.resolve("serai.mv.db"), copy.resolve("serai.mv.db"), StandardCopyOption.REPLACE_EXISTING);
            try (Database crashed = new Database("", "", "", copy)) {
                assertThat(new Revision(crashed).current()).isEqualTo(revision);
            }
        }
    }

    @Test
    void failedTransaction_leavesNothing() {
        long before = change();
        assertThatThrownBy(() -> database.transaction(() -> {
                    new Revision(database).next();
                    throw new IllegalStateException("undone");
                }))
                .hasMessage("undone");
        assertThat(new Revision(database).current()).isEqualTo(before);
    }

    @Test
    void interruptedThread_doesNotCloseTheDatabaseForOthers() throws InterruptedException {
        Thread interrupted = new Thread(() -> {
            for (int i = 0; i < 50; i++) {
                Thread.currentThread().interrupt();
                try {
                    change();
                } catch (RuntimeException e) {
                    // this one may fail
                }
            }
        });
        interrupted.start();
        interrupted.join();
        long before = new Revision(database).current();
        assertThat(change()).isEqualTo(before + 1);
    }
}
