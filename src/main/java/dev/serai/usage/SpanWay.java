package dev.serai.usage;

import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What spans say of the way back, of which some hundreds are known at a time. */
final class SpanWay {

    private static final int READ = 500;
    private static final String OLDER =
            "select * from usage_span where from_at <= :at and (from_at < :at or from_id < :id)"
                    + " order by from_at desc, from_id desc limit " + READ;

    private final JdbcClient sql;
    private final UsageSpan.Sought sought;
    private final Deque<Stretch> ahead = new ArrayDeque<>();
    private boolean last;

    /** A span, of which only this is of interest. */
    private record Stretch(RequestRange range, boolean mayHold) {}

    /**
     * A part of the way.
     *
     * @param few whether it has no more records than a span
     */
    record Part(RequestPosition edge, boolean few) {}

    SpanWay(JdbcClient sql, RequestFilter filter) {
        this.sql = sql;
        this.sought = UsageSpan.Sought.of(filter);
    }

    /**
     * The position behind all spans from this one on that can hold nothing that is sought.
     *
     * @param over whether no more are to be read
     */
    RequestPosition pass(RequestPosition from, BooleanSupplier over) {
        RequestPosition position = from;
        while (knows(position)) {
            RequestRange range = ahead.element().range();
            if (ahead.element().mayHold() || range.before().compareTo(position) < 0 || over.getAsBoolean()) {
                return position;
            }
            position = range.edge();
        }
        return position;
    }

    /** Whether there is a span that ends behind a position: the first one ahead is the newest of these then. */
    private boolean knows(RequestPosition position) {
        while (!ahead.isEmpty() && ahead.element().range().edge().compareTo(position) >= 0) {
            ahead.remove();
        }
        if (ahead.isEmpty() && !last) {
            read(position);
        }
        return !ahead.isEmpty();
    }

    private void read(RequestPosition position) {
        ahead.addAll(sql.sql(OLDER)
                .param("at", position.at().atOffset(ZoneOffset.UTC))
                .param("id", position.id())
                .query((row, number) -> stretch(UsageSpan.of(row, number)))
                .list());
        last = ahead.size() < READ;
    }

    private Stretch stretch(UsageSpan span) {
        return new Stretch(span.range(), span.mayHold(sought));
    }

    /** What is to be read from a position on, until that edge at most: further back there may be what can be passed. */
    Part next(RequestPosition position, RequestPosition edge) {
        if (!knows(position)) {
            return new Part(edge, false);
        }
        RequestRange range = ahead.element().range();
        boolean gap = range.before().compareTo(position) < 0;
        RequestPosition border = gap ? range.before() : range.edge();
        return new Part(border.compareTo(edge) > 0 ? border : edge, !gap);
    }
}
