package dev.serai.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The same over sketches: of a span that may hold what is sought, no other records are read than those that may fit. */
abstract class SpanSketchContract extends RequestSpansContract {

    /** A span's least and highest cost say nothing of what is between. */
    @Test
    void recordThatCannotFit_isPassedUnread_withinASpan() {
        make(NOON.plusSeconds(60).plusMillis(3), 50);
        String id = "(select max(id) from usage_record where attempts > 0 and at < :before)";
        database.sql()
                .sql("update usage_record set cost = 2.5 where id = " + id)
                .param("before", NOON.plusSeconds(30).atOffset(ZoneOffset.UTC))
                .update();
        RequestFilter between = new RequestFilter(
                null, null, Map.of(), null, false, null, AnyRequests.amount("2.4"), AnyRequests.amount("2.6"));
        RequestQueries log = new RequestQueries(database, 1, Duration.ofHours(1));
        assertThat(expected(between)).hasSize(1);
        assertThat(log.page(between, null, 9).data()).as("unread").isEmpty();

        database.sql().sql("delete from usage_span_sketch where field = 'cost'").update();
        assertThat(log.page(between, null, 9).data()).as("of a span without it").hasSize(1);
        database.sql().sql("delete from usage_span").update();
        assertThat(database.sql()
                        .sql("select count(*) from usage_span_sketch")
                        .query(Long.class)
                        .single())
                .isZero();
        make(NOON.plusSeconds(60).plusMillis(4), 50);
        assertThat(ids(log.page(between, null, 9).data())).isEqualTo(ids(expected(between)));
    }
}
