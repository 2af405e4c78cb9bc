package dev.serai.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.limits.Budgets;
import dev.serai.store.Database;
import dev.serai.time.Watchdog;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records of the journal count once, however often they are given. */
class UsageStoreTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final UUID journal = UUID.randomUUID();
    private final Watchdog watchdog = new Watchdog();
    private Database database;
    private UsageStore store;

    @BeforeEach
    void open(@TempDir Path folder) {
        database = new Database("", "", "", folder);
        database.migrate();
        Budgets budgets = new Budgets(Clock.systemUTC(), watchdog, Duration.ofMinutes(1), account -> {});
        store = new UsageStore(database, new Spending(database, budgets));
    }

    @AfterEach
    void close() {
        database.close();
        watchdog.close();
    }

    private static UsageRecord record(long number, Instant at, String project) {
        return EdgeRecords.ordinary("req_" + number, at, project, "0.000000000001");
    }

    private static List<UsageStore.Numbered> records(long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(number -> new UsageStore.Numbered(
                        number, new UsageCodec.Whole(record(number, NOON, "prj_1"), UsageTrace.NONE)))
                .toList();
    }

    private long sum(String query) {
        return database.sql().sql(query).query(Long.class).single();
    }

    @Test
    void recordsGivenAgain_countOnce() {
        store.take(journal.toString(), records(1, 10), 10);
        store.take(journal.toString(), records(1, 10), 10);
        store.take(journal.toString(), records(6, 15), 15);

        assertThat(store.position(journal.toString())).isEqualTo(15);
        assertThat(sum("select count(*) from usage_record")).isEqualTo(15);
        assertThat(sum("select count(distinct request_id) from usage_record")).isEqualTo(15);
        assertThat(sum("select sum(requests) from usage_hour")).isEqualTo(15);
        assertThat(sum("select sum(prompt_tokens) from usage_day")).isEqualTo(150);
        assertThat(database.sql()
                        .sql("select amount from spending where subject = 'project:prj_1' and period = 'total'")
                        .query(BigDecimal.class)
                        .single())
                .isEqualByComparingTo("0.000000000015");
    }

    @Test
    void journals_areApart() {
        store.take(journal.toString(), records(1, 3), 3);
        store.take(UUID.randomUUID().toString(), records(1, 3), 3);

        assertThat(sum("select count(*) from usage_record")).isEqualTo(6);
    }

    @Test
    void failure_leavesNothingBehind() {
        database.sql().sql("drop table usage_day").update();

        assertThatThrownBy(() -> store.take(journal.toString(), records(1, 3), 3));

        assertThat(store.position(journal.toString())).isZero();
        assertThat(sum("select count(*) from usage_record")).isZero();
        assertThat(sum("select count(*) from spending")).isZero();
    }

    @Test
    void unreadableRecord_isPassedOver() {
        store.take(journal.toString(), records(1, 2), 5);
        store.take(journal.toString(), records(6, 6), 6);

        assertThat(sum("select count(*) from usage_record")).isEqualTo(3);
    }

    @Test
    void recordFromTheJournal_isWhatWasWritten() throws Exception {
        UsageRecord record = record(1, Instant.parse("2026-11-21T12:00:00.123456Z"), null);

        assertThat(UsageCodec.decode(UsageCodec.encode(record, UsageTrace.NONE)))
                .isEqualTo(record);
    }

    @Test
    void retention_deletesWhatIsTooOld() {
        Instant now = Instant.now();
        store.take(
                journal.toString(),
                List.of(
                        new UsageStore.Numbered(
                                1,
                                new UsageCodec.Whole(
                                        record(1, now.minus(Duration.ofDays(91)), "prj_1"), UsageTrace.NONE)),
                        new UsageStore.Numbered(
                                2,
                                new UsageCodec.Whole(
                                        record(2, now.minus(Duration.ofDays(89)), "prj_1"), UsageTrace.NONE))),
                2);

        new Retention(database, Duration.ofDays(90), Duration.ofDays(90), Clock.systemUTC()).clear();

        assertThat(sum("select count(*) from usage_record")).isEqualTo(1);
        assertThat(sum("select sum(requests) from usage_hour")).isEqualTo(1);
        assertThat(sum("select sum(requests) from usage_day")).isEqualTo(2);
        assertThat(database.sql()
                        .sql("select min(at) from usage_record")
                        .query((row, number) -> row.getObject(1, OffsetDateTime.class))
                        .single()
                        .toInstant()
                        .atOffset(ZoneOffset.UTC))
                .isAfter(now.minus(Duration.ofDays(90)).atOffset(ZoneOffset.UTC));
    }
}
