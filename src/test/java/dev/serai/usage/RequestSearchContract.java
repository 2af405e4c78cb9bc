package dev.serai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.usage.RequestFilter.Field;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The same, in steps: none is left out or found twice between them, and each is read from an index. */
abstract class RequestSearchContract extends RequestQueriesContract {

    @Test
    void searchThatRunsOutOfTime_goesOnWhereItStopped() {
        RequestQueries impatient = new RequestQueries(database, 7, Duration.ZERO);
        for (int i = 0; i < FILTERS / 10; i++) {
            RequestFilter filter = any.filter();
            assertThat(ids(paged(impatient, filter, 1 + random.nextInt(9))))
                    .as(filter.toString())
                    .isEqualTo(ids(expected(filter)));
        }
        RequestPage none = impatient.page(AnyRequests.only(Field.PROJECT, "nobody"), null, 9);
        assertThat(none.data()).isEmpty();
        assertThat(none.complete()).isFalse();
        assertThat(none.next()).isEqualTo(RequestPosition.of(newest(7)));
    }

    private UsageRecord newest(int offset) {
        return database.sql()
                .sql("select * from usage_record order by at desc, id desc limit 1 offset " + offset)
                .query(UsageRecord::of)
                .single();
    }

    @Test
    void longSearch_isMadeInSteps_eachOfTwiceAsMany() {
        RequestQueries patient = new RequestQueries(database, 1, Duration.ofHours(1));
        RequestPage page = patient.page(AnyRequests.only(Field.PROJECT, "p1"), null, RECORDS);
        assertThat(ids(page.data())).isEqualTo(ids(expected(AnyRequests.only(Field.PROJECT, "p1"))));
        assertThat(page.complete()).isTrue();
        assertThat(page.next()).isNull();
    }

    @Test
    void anyFilter_isReadInOrder_fromItsIndex() {
        for (int i = 0; i < FILTERS; i++) {
            RequestFilter filter = any.filter();
            boolean one = filter.only().containsKey(Field.REQUEST_ID);
            assertThat(plan(filter))
                    .as(filter.toString())
                    .contains(one ? "usage_record_request" : "usage_record_recent")
                    .matches(plan -> one || isInOrder(plan), "needs no sort");
        }
    }

    private boolean isInOrder(String plan) {
        return database.isPostgres() ? !plan.contains("sort") : plan.contains("index sorted");
    }

    /** So few records PostgreSQL would read all, or sort, which depends on when it last looked how many there are. */
    private String plan(RequestFilter filter) {
        return database.transaction(() -> {
            if (database.isPostgres()) {
                database.sql().sql("set local enable_seqscan = off").update();
                database.sql().sql("set local enable_bitmapscan = off").update();
            }
            RequestSearch search = new RequestSearch(database.sql(), filter);
            RequestPosition before = new RequestPosition(NOON.plusSeconds(60), 0);
            RequestPosition edge = new RequestPosition(NOON, 0);
            return String.join(
                            "\n",
                            database.sql()
                                    .sql("explain " + RequestSearch.query(filter))
                                    .params(search.parameters(before, edge, 50))
                                    .query(String.class)
                                    .list())
                    .toLowerCase(Locale.ROOT);
        });
    }
}
