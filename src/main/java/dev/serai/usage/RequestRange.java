package dev.serai.usage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A part of the log.
 *
 * @param before its records are older than this
 * @param edge the oldest that may be one of them
 */
record RequestRange(RequestPosition before, RequestPosition edge) {

    /** What its records are, with {@link #parameters}; from an index. */
    static final String RECORDS = " from usage_record where at <= :beforeAt and (at < :beforeAt or id < :beforeId)"
            + " and at >= :edgeAt and (at > :edgeAt or id >= :edgeId)";

    static final String NEWEST = " order by at desc, id desc";

    Map<String, Object> parameters() {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("beforeAt", before.at().atOffset(ZoneOffset.UTC));
        parameters.put("beforeId", before.id());
        parameters.put("edgeAt", edge.at().atOffset(ZoneOffset.UTC));
        parameters.put("edgeId", edge.id());
        return parameters;
    }

    /** Whether a record is one of them. */
    boolean has(UsageRecord record) {
        RequestPosition position = RequestPosition.of(record);
        return position.compareTo(before) < 0 && position.compareTo(edge) >= 0;
    }

    /** The position of the record that so many of them are newer than, if there is one. */
    Optional<RequestPosition> after(int records, JdbcClient sql) {
        return sql.sql("select at, id" + RECORDS + NEWEST + " limit 1 offset :records")
                .params(parameters())
                .param("records", records)
                .query((row, number) -> position(row, "at", "id"))
                .optional();
    }

    /** Reads a position from its two columns. */
    static RequestPosition position(ResultSet row, String at, String id) throws SQLException {
        return new RequestPosition(row.getObject(at, OffsetDateTime.class).toInstant(), row.getLong(id));
    }
}
