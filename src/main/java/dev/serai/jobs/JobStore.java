package dev.serai.jobs;

import dev.serai.http.Reply;
import dev.serai.store.Database;
import dev.serai.wire.Memory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Jobs in the database, as their callers see them. */
record JobStore(Database database, Clock clock) {

    private static final int BATCH = 1000;

    /** All but the content. */
    static final String COLUMNS = "id, owner, caller, path, status, http_status, progress, runs, bytes, created_at,"
            + " finished_at, expires_at";

    /** What an owner has. */
    record Kept(long jobs, long bytes) {}

    Kept kept(String owner) {
        return database.sql()
                .sql("select count(*) as jobs, coalesce(sum(bytes), 0) as bytes from job where owner = :owner")
                .param("owner", owner)
                .query((row, number) -> new Kept(row.getLong("jobs"), row.getLong("bytes")))
                .single();
    }

    /** How many nobody works on yet. */
    long waiting() {
        return database.sql()
                .sql("select count(*) from job where status = 'queued'")
                .query(Long.class)
                .single();
    }

    /** Adds one that waits. */
    void add(Job job, String content) {
        database.sql()
                .sql("""
                        insert into job (id, owner, caller, path, status, content, bytes, not_before, created_at, expires_at)
                        values (:id, :owner, :caller, :path, 'queued', :content, :bytes, :now, :now, :expires)
                        """)
                .param("id", job.id())
                .param("owner", job.owner())
                .param("caller", job.caller())
                .param("path", job.path())
                .param("content", content)
                .param("bytes", job.bytes())
                .param("now", at(job.createdAt()))
                .param("expires", at(job.expiresAt()))
                .update();
    }

    /** The one of that id, if it is its holder's and has not expired. */
    Optional<Job> find(Job.Holder holder, String id) {
        return of(holder, "select " + COLUMNS + " from job where id = :id and", id)
                .query((row, number) -> job(row))
                .optional();
    }

    /**
     * What an answered one says.
     *
     * @param memory what it is taken of, before it is read
     */
    Optional<Reply> answer(Job job, Memory memory) {
        try (Memory.Share reading = memory.share()) {
            reading.take(JobContent.COPIES * job.bytes());
            Optional<Reply> reply = content(job).map(JobContent::reply);
            reply.ifPresent(it -> memory.take(it.body().length));
            return reply;
        }
    }

    private Optional<String> content(Job job) {
        Job.Holder holder = new Job.Holder(job.owner(), job.caller());
        return of(holder, "select content from job where status in ('completed', 'failed') and id = :id and", job.id())
                .query(String.class)
                .optional();
    }

    /** A holder's, the newest first. */
    List<Job> list(Job.Holder holder, String after, int most) {
        String older = after == null ? "" : "id < :id and";
        return of(holder, "select " + COLUMNS + " from job where " + older, after, "order by id desc limit " + most)
                .query((row, number) -> job(row))
                .list();
    }

    /** Has nobody work on one any more; gives whether somebody would have. */
    boolean cancel(Job.Holder holder, String id) {
        return of(
                                holder,
                                "update job set status = 'cancelled', content = '', bytes = 0, runner = null,"
                                        + " finished_at = :now where status in ('queued', 'running') and id = :id and",
                                id)
                        .update()
                > 0;
    }

    /** Whether there was one to be deleted. */
    boolean delete(Job.Holder holder, String id) {
        return of(holder, "delete from job where id = :id and", id).update() > 0;
    }

    /** Deletes what has expired, some at a time, unless somebody works on it. */
    void expire() {
        int deleted = BATCH;
        while (deleted == BATCH) {
            deleted = database.sql()
                    .sql("""
                            delete from job where id in
                            (select id from job where expires_at <= :now and status <> 'running' limit :batch)
                            """)
                    .param("now", at(clock.instant()))
                    .param("batch", BATCH)
                    .update();
        }
    }

    private JdbcClient.StatementSpec of(Job.Holder holder, String what, String id) {
        return of(holder, what, id, "");
    }

    private JdbcClient.StatementSpec of(Job.Holder holder, String what, String id, String order) {
        JdbcClient.StatementSpec asked = database.sql()
                .sql(what + " owner = :owner and caller = :caller and (expires_at > :now or status = 'running') "
                        + order)
                .param("owner", holder.owner())
                .param("caller", holder.caller())
                .param("now", at(clock.instant()));
        return id == null ? asked : asked.param("id", id);
    }

    static Job job(ResultSet row) throws SQLException {
        return new Job(
                row.getString("id"),
                row.getString("owner"),
                row.getString("caller"),
                row.getString("path"),
                Job.Status.of(row.getString("status")),
                row.getInt("http_status"),
                row.getString("progress"),
                row.getInt("runs"),
                row.getLong("bytes"),
                instant(row, "created_at"),
                instant(row, "finished_at"),
                instant(row, "expires_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    static OffsetDateTime at(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    /** In so long. */
    OffsetDateTime in(Duration time) {
        return at(clock.instant().plus(time));
    }
}
