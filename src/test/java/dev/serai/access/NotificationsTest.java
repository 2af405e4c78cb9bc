package dev.serai.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.store.Database;
import dev.serai.store.Revision;
import dev.serai.support.Postgres;
import dev.serai.time.Rounds;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What PostgreSQL tells of. */
class NotificationsTest {

    @TempDir
    private Path data;

    @Test
    void committedChange_isHeard() throws InterruptedException {
        try (Database database = new Database(Postgres.freshDatabase(), "", "", data)) {
            database.migrate();
            Semaphore heard = new Semaphore(0);
            Thread listener = Rounds.begin(
                            "notifications-test", Duration.ofMinutes(1), new Notifications(database, heard::release))
                    .thread();
            assertThat(heard.tryAcquire(10, TimeUnit.SECONDS)).as("begun").isTrue();
            database.transaction(() -> {
                long next = new Revision(database).next();
                assertThat(heard.availablePermits()).as("before the commit").isZero();
                return next;
            });
            assertThat(heard.tryAcquire(4, TimeUnit.SECONDS)).as("heard").isTrue();
            listener.interrupt();
            listener.join(10_000);
            assertThat(listener.isAlive()).isFalse();
        }
    }

    @Test
    void connectionThatFailed_isGivenToNobodyElse() {
        try (Database database = new Database(Postgres.freshDatabase(), "", "", data)) {
            database.migrate();
            Notifications listener = new Notifications(database, () -> {
                database.sql().sql(Replica.END_LISTENERS).query(Boolean.class).list();
                Thread.currentThread().interrupt(); // it would wait before it tries again
            });

            assertThat(listener.getAsBoolean()).as("goes on").isFalse();

            assertThat(Thread.interrupted()).isTrue();
            assertThat(database.sql().sql("select 1").query(Long.class).single())
                    .isEqualTo(1);
        }
    }
}
