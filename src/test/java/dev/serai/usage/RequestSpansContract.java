package dev.serai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.limits.Budgets;
import dev.serai.time.Watchdog;
import dev.serai.usage.RequestFilter.Field;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

/** The same over spans: what they let a search pass unread is none of what it looks for, in whatever order records come. */
abstract class RequestSpansContract extends RequestSearchContract {

    private static final int BATCHES = 30;

    @BeforeEach
    void withoutSpans() {
        database.sql().sql("delete from usage_span").update();
        database.sql()
                .sql("update usage_seal set sealed_at = :start")
                .param("start", Instant.EPOCH.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** How many write at a time. */
    private int writers() {
        return database.isPostgres() ? 3 : 1;
    }

    private List<UsageStore.Numbered> batch(int first, int size, Instant latest) {
        return IntStream.range(first, first + size)
                .mapToObj(i -> numbered(i, arriving(latest), null))
                .toList();
    }

    /** One of before a moment; mostly just before, or of any time. */
    private UsageRecord arriving(Instant latest) {
        UsageRecord record = any.record();
        Instant at = random.nextInt(3) == 0 ? record.at() : latest.minusMillis(random.nextInt(2_000));
        String cost = record.cost() == null ? null : record.cost().toPlainString();
        return any.record(
                record.requestId(), at, record.status(), record.error(), cost, record.latencyMs(), record.attempts());
    }

    private int make(Instant sealed, int size, LongPredicate goesOn) {
        return new RequestSpans(database, size).make(sealed, Duration.ZERO, goesOn);
    }

    int make(Instant sealed, int size) {
        return make(sealed, size, took -> true);
    }

    private long spans() {
        return database.sql()
                .sql("select count(*) from usage_span")
                .query(Long.class)
                .single();
    }

    private void assertNoneIsMissed(int filters) {
        assertNoneIsMissed(new RequestQueries(database, 1 + random.nextInt(20), Duration.ofHours(1)), filters);
    }

    @Test
    void recordsInAnyOrder_areFoundOverSpans() {
        String journal = UUID.randomUUID().toString();
        int number = 1;
        for (int i = 0; i < BATCHES; i++) {
            Instant now = NOON.plusSeconds(1 + 2L * i);
            int size = random.nextInt(40);
            store.take(journal, batch(number, size, now), number + size);
            number += size + 1;
            int most = random.nextInt(20);
            AtomicInteger made = new AtomicInteger();
            make(now.minusSeconds(random.nextInt(4)), 1 + random.nextInt(12), took -> made.incrementAndGet() < most);
            assertNoneIsMissed(5);
        }
        make(NOON.plusSeconds(61), 5);
        assertThat(spans()).isGreaterThan(10);
        assertNoneIsMissed(FILTERS);
        retain(NOON.plusSeconds(20));
        make(NOON.plusSeconds(62), 5);
        assertNoneIsMissed(FILTERS / 3);
    }

    private void retain(Instant from) {
        Clock later = Clock.fixed(from.plus(Duration.ofDays(1)), ZoneOffset.UTC);
        new Retention(database, Duration.ofDays(1), Duration.ofDays(999), later).clear();
        assertThat(database.sql()
                        .sql("select count(*) from usage_span where to_at < :from")
                        .param("from", from.atOffset(ZoneOffset.UTC))
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void recordsWrittenAsSpansAreMade_areFound() throws Exception {
        AtomicInteger seconds = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(writers() + 2);
        List<Future<?>> writing = new ArrayList<>();
        for (int i = 0; i < writers(); i++) {
            writing.add(threads.submit(() -> write(seconds)));
        }
        List<Future<?>> making =
                List.of(threads.submit(() -> summarise(writing)), threads.submit(() -> summarise(writing)));
        for (Future<?> each : Stream.concat(writing.stream(), making.stream()).toList()) {
            each.get();
        }
        threads.shutdown();

        make(NOON.plusSeconds(60), 4);
        assertThat(spans()).isPositive();
        assertNoneIsMissed(FILTERS);
    }

    private void write(AtomicInteger seconds) {
        try (Watchdog watchdog = new Watchdog()) {
            Budgets budgets = new Budgets(Clock.systemUTC(), watchdog, Duration.ofMinutes(1), account -> {});
            UsageStore own = new UsageStore(database, new Spending(database, budgets));
            String journal = UUID.randomUUID().toString();
            for (int i = 0; i < BATCHES; i++) {
                Instant now = NOON.plusSeconds(Math.min(59, seconds.incrementAndGet()));
                List<UsageStore.Numbered> batch = batch(10 * i + 1, 10, now);
                untilItSucceeds(() -> own.take(journal, batch, 10L * batch.size()));
            }
        }
    }

    private void summarise(List<Future<?>> writing) {
        int second = 0;
        while (!writing.stream().allMatch(Future::isDone)) {
            Instant sealed = NOON.plusSeconds(second++ % 60);
            untilItSucceeds(() -> make(sealed, 3));
        }
    }

    /** As writers and rounds do: two may be in each other's way. */
    private static void untilItSucceeds(Runnable work) {
        for (int tries = 0; ; tries++) {
            try {
                work.run();
                return;
            } catch (DataAccessException e) {
                if (tries == 50) {
                    throw e;
                }
            }
        }
    }

    @Test
    void spanThatCannotHoldIt_isPassedUnread_untilSomethingComesLate() {
        make(NOON.plusSeconds(60), 10);
        database.sql()
                .sql("update usage_record set token = 'hidden' where id ="
                        + " (select max(id) from usage_record where attempts > 0 and at < :before)")
                .param("before", NOON.plusSeconds(30).atOffset(ZoneOffset.UTC))
                .update();
        RequestFilter hidden = AnyRequests.only(Field.TOKEN, "hidden");
        RequestQueries log = new RequestQueries(database, 1, Duration.ofHours(1));
        assertThat(expected(hidden)).hasSize(1);
        assertThat(log.page(hidden, null, 9).data()).as("unread").isEmpty();

        UsageRecord late = any.record("late", expected(hidden).get(0).at(), 200, null, null, 1, 1);
        store.take(UUID.randomUUID().toString(), List.of(numbered(1, late, null)), 1);

        assertThat(log.page(hidden, null, 9).data()).hasSize(1);
        make(NOON.plusSeconds(60).plusMillis(1), 10);
        assertThat(ids(log.page(hidden, null, 9).data())).isEqualTo(ids(expected(hidden)));
    }

    @Test
    void spanOfWhatHasChangedMeanwhile_isNotKept() {
        SpanStore spans = new SpanStore(database);
        make(NOON.plusSeconds(60).plusMillis(2), 10);
        long changes = spans.changes();
        long before = spans();
        UsageSpan span = new UsageSpan.Draft().of(new RequestRange(SpanStore.START, SpanStore.START));
        store.take(UUID.randomUUID().toString(), List.of(numbered(1, any.record(), null)), 1);

        assertThat(spans.keep(span, new SpanSketch.Draft().sketch(), changes)).isFalse();
        assertThat(spans()).as("that one's is gone").isLessThan(before);
        assertThat(spans.keep(span, new SpanSketch.Draft().sketch(), changes + 1))
                .isTrue();
        assertThat(spans.keep(span, new SpanSketch.Draft().sketch(), changes + 1))
                .as("a span is a change")
                .isFalse();
    }

    @Test
    void seal_isMovedOnByOneAtATime_andNeverBack() {
        SpanStore spans = new SpanStore(database);
        Instant sealed = NOON.plusSeconds(61);

        assertThat(spans.seal(sealed, Duration.ofNanos(1000))).isTrue();
        assertThat(spans.seal(sealed.plusSeconds(20), Duration.ofSeconds(25))).isFalse();
        assertThat(spans.seal(sealed.minusSeconds(1), Duration.ZERO)).isFalse();
        assertThat(spans.seal(sealed.plusSeconds(26), Duration.ofSeconds(25))).isTrue();
    }
}
