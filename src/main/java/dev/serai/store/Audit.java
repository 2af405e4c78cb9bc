package dev.serai.store;

import dev.serai.wire.Json;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** Who changed what, when and from where. Rows are added, never changed. */
public record Audit(Database database) {

    /**
     * One change.
     *
     * @param subject id of what was changed
     * @param before as it was, JSON without secrets, or null
     * @param after as it is, JSON without secrets, or null
     */
    public record Entry(
            long id,
            Instant at,
            String actor,
            String action,
            String subject,
            String before,
            String after,
            String address,
            String requestId) {}

    /** Notes a change, in the transaction that makes it. What is given must show no secret. */
    public void note(Actor actor, String action, String subject, Object before, Object after) {
        database.sql()
                .sql("""
                        insert into audit (at, actor, action, subject, before_change, after_change, address, request_id)
                        values (:at, :actor, :action, :subject, :before, :after, :address, :requestId)
                        """)
                .param("at", Instant.now().atOffset(ZoneOffset.UTC))
                .param("actor", actor.name())
                .param("action", action)
                .param("subject", subject)
                .param("before", before == null ? null : Json.text(before))
                .param("after", after == null ? null : Json.text(after))
                .param("address", actor.address())
                .param("requestId", actor.requestId())
                .update();
    }

    /**
     * Some changes, the newest first.
     *
     * @param subject of this subject only; empty for all
     * @param before older than this entry; {@link Long#MAX_VALUE} for the newest
     */
    public List<Entry> page(String subject, long before, int size) {
        return database.sql()
                .sql("""
                        select * from audit where (:subject = '' or subject = :subject) and id < :before
                        order by id desc limit :size
                        """)
                .param("subject", subject)
                .param("before", before)
                .param("size", size)
                .query((row, number) -> new Entry(
                        row.getLong("id"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("actor"),
                        row.getString("action"),
                        row.getString("subject"),
                        row.getString("before_change"),
                        row.getString("after_change"),
                        row.getString("address"),
                        row.getString("request_id")))
                .list();
    }
}
