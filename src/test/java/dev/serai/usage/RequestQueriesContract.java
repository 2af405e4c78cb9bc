package dev.serai.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.limits.Budgets;
import dev.serai.store.Database;
import dev.serai.time.Watchdog;
import dev.serai.usage.RequestFilter.Field;
import dev.serai.wire.ApiException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The log of requests over some records, of either kind of database: whatever a filter says, it has what fits, in its order. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RequestQueriesContract {

    static final Instant NOON = AnyRequests.NOON;
    static final int RECORDS = 400;
    static final int FILTERS = 150;

    final Random random = new Random(18);
    final AnyRequests any = new AnyRequests();
    private final Watchdog watchdog = new Watchdog();
    Database database;
    UsageStore store;
    private RequestQueries log;

    /** The address of an empty database. */
    abstract String url();

    @BeforeAll
    void fill(@TempDir Path folder) {
        database = new Database(url(), "", "", folder);
        database.migrate();
        Budgets budgets = new Budgets(Clock.systemUTC(), watchdog, Duration.ofMinutes(1), account -> {});
        store = new UsageStore(database, new Spending(database, budgets));
        log = new RequestQueries(database);
        List<UsageStore.Numbered> records = new ArrayList<>();
        for (int i = 1; i <= RECORDS; i++) {
            records.add(numbered(i, any.record(), null));
        }
        store.take(UUID.randomUUID().toString(), records, RECORDS);
    }

    /** All that are there, by now. */
    private List<UsageRecord> all() {
        return database.sql().sql("select * from usage_record").query(UsageRecord::of).list().stream()
                .filter(record -> !record.isBeside())
                .sorted(Comparator.comparing(UsageRecord::at)
                        .thenComparing(UsageRecord::id)
                        .reversed())
                .toList();
    }

    @AfterAll
    void close() {
        database.close();
        watchdog.close();
    }

    static UsageStore.Numbered numbered(long number, UsageRecord record, String timeline) {
        return new UsageStore.Numbered(number, new UsageCodec.Whole(record, new UsageTrace(null, null, timeline)));
    }

    List<UsageRecord> expected(RequestFilter filter) {
        return all().stream()
                .filter(filter::matches)
                .filter(record -> filter.from() == null || !record.at().isBefore(filter.from()))
                .filter(record -> filter.to() == null || record.at().isBefore(filter.to()))
                .toList();
    }

    List<UsageRecord> paged(RequestQueries requests, RequestFilter filter, int size) {
        List<UsageRecord> found = new ArrayList<>();
        RequestPage page = requests.page(filter, null, size);
        found.addAll(page.data());
        while (page.next() != null) {
            page = requests.page(filter, page.next(), size);
            found.addAll(page.data());
        }
        assertThat(page.complete()).isTrue();
        return found;
    }

    static List<Long> ids(List<UsageRecord> records) {
        return records.stream().map(UsageRecord::id).toList();
    }

    @Test
    void anyFilter_hasWhatFits_inPages() {
        assertNoneIsMissed(log, FILTERS);
    }

    /** Whatever a filter says, and however long pages are. */
    void assertNoneIsMissed(RequestQueries requests, int filters) {
        for (int i = 0; i < filters; i++) {
            RequestFilter filter = any.filter();
            assertThat(paged(requests, filter, 1 + random.nextInt(60)))
                    .extracting(UsageRecord::id)
                    .as(filter.toString())
                    .isEqualTo(ids(expected(filter)));
        }
    }

    @Test
    void eachFilterAlone_hasSomeAndNotAll() {
        for (RequestFilter filter : List.of(
                AnyRequests.only(Field.PROJECT, "p1"),
                AnyRequests.only(Field.TOKEN, "t1"),
                AnyRequests.only(Field.REQUEST_ID, "r1"),
                AnyRequests.only(Field.ALIAS, "smart"),
                AnyRequests.only(Field.MODEL, "m1"),
                AnyRequests.only(Field.PROVIDER, "openai"),
                new RequestFilter(null, null, Map.of(), 201, false, null, null, null),
                new RequestFilter(null, null, Map.of(), null, true, null, null, null),
                new RequestFilter(null, null, Map.of(), null, false, 100L, null, null),
                new RequestFilter(null, null, Map.of(), null, false, null, AnyRequests.amount("0.1"), null),
                new RequestFilter(null, null, Map.of(), null, false, null, null, AnyRequests.amount("0")))) {
            List<UsageRecord> found = paged(log, filter, 50);
            assertThat(found).as(filter.toString()).isNotEmpty().hasSizeLessThan(all().size());
        }
    }

    @Test
    void pageAfterOneThatIsGone_goesOn_andNewOnesDoNotMoveIt() {
        RequestFilter filter = AnyRequests.only(Field.PROJECT, "p-moving");
        String journal = UUID.randomUUID().toString();
        store.take(
                journal,
                Stream.of(1, 2, 3).map(i -> numbered(i, moving(i), null)).toList(),
                3);
        List<UsageRecord> first = log.page(filter, null, 2).data();
        RequestPosition end =
                RequestPosition.of(RequestPosition.of(first.get(1)).toString());
        database.sql()
                .sql("delete from usage_record where id = :id")
                .param("id", first.get(1).id())
                .update();
        store.take(journal, List.of(numbered(4, moving(4), null)), 4);

        assertThat(log.page(filter, end, 2).data())
                .extracting(UsageRecord::requestId)
                .containsExactly("moving-1");
        assertThat(log.page(filter, null, 9).data())
                .extracting(UsageRecord::requestId)
                .containsExactly("moving-4", "moving-3", "moving-1");
    }

    private static UsageRecord moving(int number) {
        return EdgeRecords.ordinary("moving-" + number, NOON.minusSeconds(1000 - number), "p-moving", "0.5");
    }

    @Test
    void oneRequest_hasItsTimeline_andWhatItUsedBeside() {
        UsageRecord own = EdgeRecords.ordinary("whole", NOON.minusSeconds(5000), "p-whole", "0.5");
        RequestTimeline timeline = new RequestTimeline(
                "trace", 1.5, List.of(new RecordedAttempt("a/x", "first", 2, null, 3.25, 503, "failed", "<b>")), 0);
        UsageRecord beside = any.record("whole", own.at(), 502, "replaced", "0.25", 1, 0);
        store.take(
                UUID.randomUUID().toString(), List.of(numbered(1, own, timeline.text()), numbered(2, beside, null)), 2);

        UsageRecord listed = log.page(AnyRequests.only(Field.REQUEST_ID, "whole"), null, 9)
                .data()
                .get(0);
        RequestDetails details = log.find(listed.id()).orElseThrow();
        assertThat(log.page(AnyRequests.only(Field.REQUEST_ID, "whole"), null, 9)
                        .data())
                .hasSize(1);
        assertThat(details.timeline()).isEqualTo(timeline);
        assertThat(details.others()).extracting(UsageRecord::error).containsExactly("replaced");
        assertThat(details.totalCost()).isEqualByComparingTo("0.75");
        assertThat(log.find(details.others().get(0).id()))
                .as("no request of its own")
                .isEmpty();
        assertThat(log.find(all().get(0).id()).orElseThrow().timeline())
                .as("of before")
                .isNull();
    }

    @Test
    void questionThatTakesTooLong_isGivenUp() {
        String endless =
                "select count(*) from usage_record a, usage_record b, usage_record c, usage_record d, usage_record e";
        assertThatThrownBy(() -> database.within(
                        Duration.ofSeconds(1),
                        "ask for less",
                        sql -> sql.sql(endless).query(Long.class).single()))
                .isInstanceOf(ApiException.class)
                .hasMessageContaining("1 s: ask for less");
    }
}
