package dev.serai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database whose disk is full for a while: it is used again when there is room, without a new start. */
class FullDiskTest {

    @TempDir
    private Path folder;

    private Database database;

    @BeforeEach
    void open() {
        FullDisk.full(false);
        database = new Database("jdbc:h2:full:" + folder.resolve("serai"), "", "", folder);
        database.migrate();
    }

    @AfterEach
    void close() {
        FullDisk.full(false);
        database.close();
    }

    private long change() {
        return database.transaction(() -> new Revision(database).next());
    }

    private boolean changes() {
        try {
            change();
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    @RepeatedTest(3)
    void diskThatWasFull_isUsedAgain() {
        long before = change();

        FullDisk.full(true);
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(this::change).isInstanceOf(RuntimeException.class);
        }
        FullDisk.full(false);

        await().atMost(Duration.ofSeconds(30)).until(this::changes);
        assertThat(new Revision(database).current()).isGreaterThan(before);
        assertThat(change()).isEqualTo(new Revision(database).current());
    }

    @Test
    void everyConnectionThatIsInUse_isLetGo() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        AtomicBoolean over = new AtomicBoolean();
        for (int i = 0; i < 8; i++) {
            Thread thread = new Thread(() -> {
                while (!over.get()) {
                    changes();
                }
            });
            thread.start();
            threads.add(thread);
        }
        for (int i = 0; i < 5; i++) {
            Thread.sleep(50);
            FullDisk.full(true);
            Thread.sleep(50);
            FullDisk.full(false);
        }
        over.set(true);
        for (Thread thread : threads) {
            thread.join(60_000);
            assertThat(thread.isAlive()).isFalse();
        }

        await().atMost(Duration.ofSeconds(30)).until(this::changes);
        long revision = change();
        database.close();
        database = new Database("jdbc:h2:full:" + folder.resolve("serai"), "", "", folder);
        assertThat(new Revision(database).current()).isEqualTo(revision);
    }

    @Test
    void whatFails_isToldSoon() {
        change();
        FullDisk.full(true);
        long began = System.nanoTime();
        for (int i = 0; i < 3; i++) {
            assertThat(changes()).isFalse();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
    }
}
