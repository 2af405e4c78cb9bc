package dev.serai.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.serai.limits.Budgets;
import dev.serai.resilience.Watchdog;
import dev.serai.store.Database;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records as nobody means them: none keeps the others from the database. */
abstract class PoisonContract {

    private static final String[] TEXTS = {
        null,
        "",
        "plain",
        "x".repeat(32_768),
        "\u0000",
        "a\u0000b\nc\rd\u007f",
        "\ud800",
        "x\udc00y",
        "\ud83d\ude00".repeat(5_000),
        "\uffff\ufffe\u202e",
        "'; drop table usage_record; --",
        "漢".repeat(300)
    };
    private static final long[] COUNTS = {
        0, 1, -1, 17, Integer.MAX_VALUE, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE - 1
    };
    private static final String[] COSTS = {
        null,
        "0",
        "-0.01",
        "0.000000000001",
        "0.0000000000000000001",
        "999999999999",
        "1000000000000",
        "1E400",
        "-1E400",
        "1E-400",
        "0E-500",
        "0E+500",
        "123456789.123456789123456789"
    };
    private static final double[] MILLIS = {
        0,
        -1,
        1.5,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MAX_VALUE,
        Double.MIN_VALUE,
        -0.0
    };
    private static final Instant[] TIMES = {
        Instant.parse("2026-11-27T00:00:00Z"),
        Instant.EPOCH,
        Instant.MIN,
        Instant.MAX,
        Instant.parse("1582-10-10T00:00:00Z"),
        Instant.parse("+99999-01-01T00:00:00Z"),
        Instant.parse("-0044-03-15T00:00:00Z")
    };

    @TempDir
    Path data;

    private final Watchdog watchdog = new Watchdog();
    private final Random random = new Random(20261127);
    private Database database;
    private UsageStore store;
    private Spending spending;
    private Journal journal;
    private UsageWriter writer;

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

    private void start() {
        journal = new Journal(data.resolve("journal"), 1 << 16, Duration.ofMillis(2), 100_000, SegmentFile::open);
        writer = new UsageWriter(journal, store, new SetAside(file()), spending, Set::of, database, Clock.systemUTC());
        writer.start();
    }

    private Path file() {
        return data.resolve("set-aside/usage.jsonl");
    }

    @AfterEach
    void close() {
        stop();
        database.close();
        watchdog.close();
    }

    private void stop() {
        if (writer.isRunning()) {
            writer.stop();
            journal.close();
        }
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private long count() {
        return COUNTS[random.nextInt(COUNTS.length)];
    }

    private double millis() {
        return MILLIS[random.nextInt(MILLIS.length)];
    }

    private UsageRecord record() {
        String cost = any(COSTS);
        return new UsageRecord(
                count(),
                any(TIMES),
                any(TEXTS),
                any(TEXTS),
                any(TEXTS),
                any(TEXTS),
                any(TEXTS),
                any(TEXTS),
                any(TEXTS),
                (int) count(),
                any(TEXTS),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                count(),
                count(),
                count(),
                count(),
                count(),
                cost == null ? null : new BigDecimal(cost),
                any(TEXTS),
                millis(),
                random.nextBoolean() ? null : (Double) millis(),
                millis(),
                (int) count());
    }

    private static UsageRecord ordinary(String requestId) {
        return new UsageRecord(
                0,
                Instant.now(),
                requestId,
                "prj_1",
                "tok_1",
                "/v1/chat/completions",
                "smart",
                "openai",
                "gpt-4o",
                200,
                null,
                false,
                false,
                false,
                10,
                5,
                0,
                0,
                0,
                new BigDecimal("0.5"),
                "v1",
                1.5,
                null,
                0.2,
                1);
    }

    private long sum(String query) {
        return database.sql().sql(query).query(BigDecimal.class).single().longValue();
    }

    private void awaitTaken() {
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(writer.trouble()).isEmpty();
            assertThat(writer.waiting()).isZero();
        });
    }

    @Test
    void recordsOfEdgeValues_areAllTaken() {
        for (int i = 0; i < 3_000; i++) {
            UsageRecord record = record();
            byte[] bytes = UsageCodec.encode(record);
            journal.append(bytes);
        }
        awaitLast(3_000);

        awaitTaken();

        assertThat(writer.countSetAside()).isZero();
        assertThat(sum("select count(*) from usage_record")).isEqualTo(3_000);
        assertThat(sum("select sum(requests) from usage_day")).isEqualTo(3_000);
        assertThat(sum("select min(prompt_tokens) from usage_record")).isZero();
        assertThat(sum("select sum(prompt_tokens) from usage_hour")).isPositive();
        assertThat(new UsageQueries(database)
                        .sums(
                                new UsageQueries.Filter(
                                        Instant.EPOCH, Instant.parse("9999-12-31T23:00:00Z"), java.util.Map.of()),
                                null,
                                List.of(),
                                10))
                .hasSize(1);
    }

    private void awaitLast(long last) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(journal.last()).isEqualTo(last));
    }

    @Test
    void recordOfEdgeValues_isReadAsItWasWritten() throws IOException {
        for (int i = 0; i < 5_000; i++) {
            UsageRecord record = record();
            UsageRecord read = UsageCodec.decode(UsageCodec.encode(record));
            assertThat(read)
                    .isEqualTo(new UsageRecord(
                            0,
                            read.at(),
                            record.requestId(),
                            record.project(),
                            record.token(),
                            record.endpoint(),
                            record.alias(),
                            record.provider(),
                            record.model(),
                            record.status(),
                            record.error(),
                            record.streaming(),
                            record.aborted(),
                            record.estimated(),
                            record.promptTokens(),
                            record.completionTokens(),
                            record.cachedTokens(),
                            record.cacheWriteTokens(),
                            record.reasoningTokens(),
                            record.cost(),
                            record.priceVersion(),
                            record.latencyMs(),
                            record.firstTokenMs(),
                            record.overheadMs(),
                            record.attempts()));
        }
    }

    @Test
    void sums_endWhereTheirColumnsDo() {
        database.sql().sql("insert into journal (id, position) values ('x', 0)").update();
        store.take("x", List.of(new UsageStore.Numbered(1, ordinary("one"))), 1);
        for (String table : List.of("usage_hour", "usage_day")) {
            database.sql()
                    .sql("update " + table
                            + " set prompt_tokens = 9223372036854775807, cost = 999999999999.999999999999")
                    .update();
        }
        database.sql()
                .sql("update spending set amount = 999999999999.999999999999")
                .update();

        store.take("x", List.of(new UsageStore.Numbered(2, ordinary("two"))), 2);

        assertThat(sum("select sum(requests) from usage_day")).isEqualTo(2);
        assertThat(sum("select max(prompt_tokens) from usage_hour")).isEqualTo(9_000_000_000_000_000_010L);
        assertThat(sum("select max(amount) from spending")).isGreaterThanOrEqualTo(900_000_000_000L);
    }

    /** What the database itself does not take, for reasons of tomorrow. */
    @Test
    void recordsThatTheDatabaseRefuses_areSetAsideAndTakenLater() throws IOException {
        database.sql()
                .sql("alter table usage_record add constraint fine check (request_id not like 'bad%')")
                .update();
        for (int i = 0; i < 500; i++) {
            journal.append(UsageCodec.encode(ordinary(i % 100 == 50 ? "bad" + i : "good" + i)));
        }
        awaitLast(500);
        awaitTaken();

        assertThat(sum("select count(*) from usage_record")).isEqualTo(495);
        assertThat(sum("select sum(requests) from usage_day")).isEqualTo(495);
        assertThat(writer.countSetAside()).isEqualTo(5);
        assertThat(Files.readAllLines(file())).hasSize(5).allMatch(line -> line.contains("\"requestId\":\"bad"));
        writer.retrySetAside();
        assertThat(writer.countSetAside()).as("still refused").isEqualTo(5);

        database.sql().sql("alter table usage_record drop constraint fine").update();
        stop();
        start();

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(writer.countSetAside()).isZero());
        assertThat(sum("select count(*) from usage_record")).isEqualTo(500);
        assertThat(sum("select sum(requests) from usage_day")).isEqualTo(500);
        assertThat(Files.readAllLines(file())).isEmpty();
    }

    @Test
    void setAsideRecordThatIsTriedTwice_countsOnce() throws IOException {
        SetAside aside = new SetAside(data.resolve("aside.jsonl"));
        Intake intake = new Intake(journal.id(), store, aside);
        SetAside.Entry entry = new SetAside.Entry(
                UUID.randomUUID(), 7, Instant.now(), "a test", null, UsageCodec.encode(ordinary("once")));
        aside.add(entry);
        intake.retry(0);
        aside.add(entry); // as after a crash before it was forgotten
        intake.retry(0);

        assertThat(sum("select count(*) from usage_record")).isEqualTo(1);
        assertThat(aside.size()).isZero();
    }

    @Test
    void bytesThatAreNoRecord_areSetAside() {
        byte[] whole = UsageCodec.encode(ordinary("good"));
        journal.append(new byte[] {});
        journal.append(new byte[] {2, 3, 4});
        for (int length = 1; length < whole.length; length += 3) {
            journal.append(Arrays.copyOf(whole, length));
        }
        for (int i = 0; i < 500; i++) {
            byte[] noise = whole.clone();
            for (int flips = 1 + random.nextInt(5); flips > 0; flips--) {
                noise[random.nextInt(noise.length)] ^= (byte) (1 << random.nextInt(8));
            }
            journal.append(noise);
        }
        journal.append(whole);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(journal.last()).isGreaterThan(502));
        awaitTaken();

        assertThat(sum("select count(*) from usage_record where request_id = 'good'"))
                .isPositive();
        assertThat(sum("select count(*) from usage_record") + writer.countSetAside())
                .isEqualTo(journal.last());
        assertThat(writer.countSetAside()).isPositive();
    }

    /** Whatever is done to the files while nobody looks, what comes afterwards is taken. */
    @Test
    void journalThatIsDamaged_losesOnlyWhatIsDamaged() throws IOException {
        for (int round = 0; round < 12; round++) {
            String name = "round" + round + "-";
            long before = journal.last();
            for (int i = 0; i < 20; i++) {
                journal.append(UsageCodec.encode(ordinary(name + i)));
            }
            awaitLast(before + 20);
            awaitTaken();
            stop();
            damage(round);
            start();
            journal.append(UsageCodec.encode(ordinary(name + "after")));
            String after = "select count(*) from usage_record where request_id = '" + name + "after'";
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(sum(after)).as(name).isEqualTo(1));
            assertThat(writer.trouble()).isEmpty();
        }
    }

    private void damage(int round) throws IOException {
        List<Path> segments;
        try (var files = Files.list(data.resolve("journal"))) {
            segments = files.filter(file -> file.toString().endsWith(".journal"))
                    .sorted()
                    .toList();
        }
        Path segment = segments.get(segments.size() - 1);
        byte[] bytes = Files.readAllBytes(segment);
        switch (round % 4) {
            case 0 -> Files.write(segment, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
            case 1 -> Files.write(segment, Arrays.copyOf(bytes, bytes.length + random.nextInt(5_000)));
            case 2 -> Files.write(segment, new byte[0]);
            default -> {
                for (int i = 0; i < 40; i++) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
                Files.write(segment, bytes);
            }
        }
    }
}
