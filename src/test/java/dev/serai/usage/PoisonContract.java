package dev.serai.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Records as nobody means them: none keeps the others from the database. */
abstract class PoisonContract extends WriterKit {

    @Test
    void recordsOfEdgeValues_areAllTaken() {
        long requests = 0;
        for (int i = 0; i < 3_000; i++) {
            UsageRecord record = edge.record();
            requests += record.isBeside() ? 0 : 1;
            byte[] bytes = UsageCodec.encode(record, UsageTrace.NONE);
            journal.append(bytes);
        }
        awaitLast(3_000);

        awaitTaken();

        assertThat(writer.countSetAside()).isZero();
        assertThat(sum("select count(*) from usage_record")).isEqualTo(3_000);
        assertThat(sum("select sum(requests) from usage_day"))
                .isEqualTo(requests)
                .isPositive();
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

    @Test
    void recordOfEdgeValues_isReadAsItWasWritten() throws IOException {
        for (int i = 0; i < 5_000; i++) {
            UsageRecord record = edge.record();
            UsageRecord read = UsageCodec.decode(UsageCodec.encode(record, UsageTrace.NONE));
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
                            record.units(),
                            record.cost(),
                            record.priceVersion(),
                            record.latencyMs(),
                            record.firstTokenMs(),
                            record.overheadMs(),
                            record.attempts(),
                            record.savings()));
        }
    }

    @Test
    void sums_endWhereTheirColumnsDo() {
        database.sql().sql("insert into journal (id, position) values ('x', 0)").update();
        store.take(
                "x",
                List.of(new UsageStore.Numbered(1, new UsageCodec.Whole(EdgeRecords.ordinary("one"), UsageTrace.NONE))),
                1);
        for (String table : List.of("usage_hour", "usage_day")) {
            database.sql()
                    .sql("update " + table
                            + " set prompt_tokens = 9223372036854775807, cost = 999999999999.999999999999")
                    .update();
        }
        database.sql()
                .sql("update spending set amount = 999999999999.999999999999")
                .update();

        store.take(
                "x",
                List.of(new UsageStore.Numbered(2, new UsageCodec.Whole(EdgeRecords.ordinary("two"), UsageTrace.NONE))),
                2);

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
            journal.append(
                    UsageCodec.encode(EdgeRecords.ordinary(i % 100 == 50 ? "bad" + i : "good" + i), UsageTrace.NONE));
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
        UsageIntake intake = new UsageIntake(journal.id(), store, aside);
        SetAside.Entry entry = new SetAside.Entry(
                UUID.randomUUID(),
                7,
                Instant.now(),
                "a test",
                null,
                UsageCodec.encode(EdgeRecords.ordinary("once"), UsageTrace.NONE));
        aside.add(List.of(entry));
        intake.retry(0);
        aside.add(List.of(entry)); // as after a crash before it was forgotten
        intake.retry(0);

        assertThat(sum("select count(*) from usage_record")).isEqualTo(1);
        assertThat(aside.size()).isZero();
    }

    @Test
    void errorAtTheStart_isSaid_andWhatWaitsIsTakenLater() {
        stop();
        AtomicInteger asked = new AtomicInteger();
        start(() -> {
            if (asked.getAndIncrement() == 0) {
                throw new StackOverflowError("a test's");
            }
            return Set.of();
        });
        journal.append(UsageCodec.encode(edge.record(), UsageTrace.NONE));
        awaitTaken();
        assertThat(asked).hasValue(2);
    }
}
