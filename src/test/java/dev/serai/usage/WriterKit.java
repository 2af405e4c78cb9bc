package dev.serai.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.journal.Journal;
import dev.serai.journal.SegmentFile;
import dev.serai.limits.Budgets;
import dev.serai.store.Database;
import dev.serai.time.Watchdog;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A usage writer over an empty database, of the kind that the subclass names. */
abstract class WriterKit {

    @TempDir
    Path data;

    private final Watchdog watchdog = new Watchdog();
    final Random random = new Random(20261127);
    final EdgeRecords edge = new EdgeRecords(random);
    Database database;
    UsageStore store;
    private Spending spending;
    Journal journal;
    UsageWriter writer;

    /** The address of an empty database. */
    abstract String url();

    @BeforeEach
    void open() {
        database = new Database(url(), "", "", data);
        database.migrate();
        spending =
                new Spending(database, new Budgets(Clock.systemUTC(), watchdog, Duration.ofMinutes(1), account -> {}));
        store = new UsageStore(database, spending);
        start();
    }

    void start() {
        start(Set::of);
    }

    void start(Supplier<Set<String>> budgeted) {
        journal = new Journal(data.resolve("journal"), 1 << 16, Duration.ofMillis(2), 100_000, SegmentFile::open);
        writer = new UsageWriter(
                journal,
                store,
                new SetAside(file()),
                spending,
                budgeted,
                database,
                Duration.ofMillis(500),
                Clock.systemUTC());
        writer.start();
    }

    Path file() {
        return data.resolve("set-aside/usage.jsonl");
    }

    @AfterEach
    void close() {
        stop();
        database.close();
        watchdog.close();
    }

    void stop() {
        if (writer.isRunning()) {
            writer.stop();
            journal.close();
        }
    }

    long sum(String query) {
        return database.sql().sql(query).query(BigDecimal.class).single().longValue();
    }

    void awaitTaken() {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(writer.trouble()).isEmpty();
            assertThat(writer.waiting()).isZero();
        });
    }

    void awaitLast(long last) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(journal.last()).isEqualTo(last));
    }
}
