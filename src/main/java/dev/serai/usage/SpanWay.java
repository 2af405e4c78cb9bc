package dev.serai.usage;

import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What spans say of the way back, of which some hundreds are known at a time. */
final class SpanWay {

    private static final int READ = 500;
    private static final String OLDER =
            "select * from usage_span where from_at <= :at and (from_at < :at or from_id < :id)"
                    + " order by from_at desc, from_id desc limit " + READ;
    private static final int LOOKED = 32;
    private static final String SKETCHES =
            "select span, field, codes from usage_span_sketch where span in (:spans) and field in (:fields)";

    private final JdbcClient sql;
    private final UsageSpan.Sought sought;
    private final Map<ColumnSketch, ColumnSketch.Codes> codes;
    private final Deque<Stretch> ahead = new ArrayDeque<>();
    private boolean last;
    private int looked = 1;

    /** A span, of which only this is of interest. */
    private static final class Stretch {

        private final long id;
        private final RequestRange range;
        private boolean mayHold;
        private boolean open;
        private List<Long> candidates;

        private Stretch(UsageSpan span, boolean mayHold, boolean open) {
            this.id = span.id();
            this.range = span.range();
            this.mayHold = mayHold;
            this.open = mayHold && open;
        }

        /** Null if that is not known: it has gone meanwhile. */
        private void of(List<Long> ids) {
            open = false;
            candidates = ids;
            mayHold = ids == null || !ids.isEmpty();
        }
    }

    /**
     * A part of the way.
     *
     * @param few whether it has no more records than a span
     * @param candidates the ids of those that may be sought, the newest first; null if any may
     */
    record Part(RequestPosition edge, boolean few, List<Long> candidates) {}

    SpanWay(JdbcClient sql, RequestFilter filter) {
        this.sql = sql;
        this.sought = UsageSpan.Sought.of(filter);
        this.codes = ColumnSketch.of(filter);
    }

    /**
     * The position behind all spans from this one on that can hold nothing that is sought.
     *
     * @param over whether no more are to be read
     */
    RequestPosition pass(RequestPosition from, BooleanSupplier over) {
        RequestPosition position = from;
        while (knows(position)) {
            RequestRange range = ahead.element().range;
            if (range.before().compareTo(position) < 0 || over.getAsBoolean() || firstMayHold(position)) {
                return position;
            }
            position = range.edge();
        }
        return position;
    }

    /** Whether there is a span that ends behind a position: the first one ahead is the newest of these then. */
    private boolean knows(RequestPosition position) {
        while (!ahead.isEmpty() && ahead.element().range.edge().compareTo(position) >= 0) {
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
        return new Stretch(span, span.mayHold(sought), !codes.isEmpty());
    }

    private boolean firstMayHold(RequestPosition position) {
        if (ahead.element().open) {
            look(position);
        }
        return ahead.element().mayHold;
    }

    /** At the first span, and at some more that may hold it: the further back, the more at a time. */
    private void look(RequestPosition position) {
        List<Stretch> next = ahead.stream().filter(it -> it.open).limit(looked).toList();
        looked = Math.min(LOOKED, 2 * looked);
        Map<Long, SpanSketch> sketches = sketches(next.stream().map(it -> it.id).toList());
        for (Stretch each : next) {
            SpanSketch sketch = sketches.get(each.id);
            each.of(sketch == null || !sketch.has(codes) ? null : sketch.mayFit(codes, position.id()));
        }
    }

    private Map<Long, SpanSketch> sketches(List<Long> spans) {
        List<String> fields = new ArrayList<>(List.of(SpanSketch.IDS));
        codes.keySet().forEach(column -> fields.add(column.word()));
        Map<Long, SpanSketch> sketches = new HashMap<>();
        sql.sql(SKETCHES).param("spans", spans).param("fields", fields).query(row -> {
            sketches.computeIfAbsent(row.getLong("span"), span -> new SpanSketch(new HashMap<>()))
                    .columns()
                    .put(row.getString("field"), row.getBytes("codes"));
        });
        return sketches;
    }

    /** What is to be read from a position on, until that edge at most: further back there may be what can be passed. */
    Part next(RequestPosition position, RequestPosition edge) {
        if (!knows(position)) {
            return new Part(edge, false, null);
        }
        RequestRange range = ahead.element().range;
        boolean gap = range.before().compareTo(position) < 0;
        RequestPosition border = gap ? range.before() : range.edge();
        return new Part(border.compareTo(edge) > 0 ? border : edge, !gap, gap ? null : ahead.element().candidates);
    }
}
