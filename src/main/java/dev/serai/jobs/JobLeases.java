package dev.serai.jobs;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which replica works on which job: whoever takes one has it for as long as its lease says, which it makes longer while it
 * works. What comes of one that it has no more does not count.
 *
 * @param runner this replica
 */
record JobLeases(JobStore store, String runner) {

    /** How long a replica that says nothing is believed to live. */
    static final Duration LEASE = Duration.ofSeconds(30);

    private static final int MOST_AT_ONCE = 100;

    private static final String MINE = " where id = :id and runner = :runner and status = 'running'";

    /** Takes one that waits: the oldest of the owner of whose fewest are worked on. */
    Optional<Job> take() {
        for (String id : next()) {
            int taken =
                    sql("update job set status = 'running', runner = :runner, lease_until = :lease, runs = runs + 1,"
                                    + " progress = null where id = :id and status = 'queued'")
                            .param("id", id)
                            .param("runner", runner)
                            .param("lease", store.in(LEASE))
                            .update();
            if (taken > 0) {
                return sql("select " + JobStore.COLUMNS + " from job" + MINE)
                        .param("id", id)
                        .param("runner", runner)
                        .query((row, number) -> JobStore.job(row))
                        .optional();
            }
        }
        return Optional.empty(); // where others were faster, the next round sees
    }

    private List<String> next() {
        return sql("""
                select min(case when status = 'queued' and not_before <= :now then id end) as oldest
                from job where status in ('queued', 'running') group by owner
                having min(case when status = 'queued' and not_before <= :now then id end) is not null
                order by sum(case when status = 'running' then 1 else 0 end), oldest limit 10
                """)
                .param("now", store.in(Duration.ZERO))
                .query(String.class)
                .list();
    }

    /** What one asks; empty where it is not here any more. */
    Optional<String> asked(String id) {
        return mine("select content from job", id).query(String.class).optional();
    }

    /** Those of this replica that it still has. */
    Set<String> held() {
        return Set.copyOf(sql("select id from job where runner = :runner and status = 'running'")
                .param("runner", runner)
                .query(String.class)
                .list());
    }

    /** Has one for longer, and says how far it is. */
    void renew(String id, String progress) {
        mine("update job set lease_until = :lease, progress = :progress", id)
                .param("lease", store.in(LEASE))
                .param("progress", progress)
                .update();
    }

    /** Puts the answer in the place of what was asked; gives whether that was still wanted. */
    boolean finish(String id, JobContent.Answer answer, Duration keep) {
        Job.Status status = answer.isFailure() ? Job.Status.FAILED : Job.Status.COMPLETED;
        return mine(
                                "update job set status = :status, http_status = :http, content = :content, bytes = :bytes,"
                                        + " runner = null, finished_at = :now, expires_at = :expires",
                                id)
                        .param("status", status.text())
                        .param("http", answer.status())
                        .param("content", answer.content())
                        .param("bytes", answer.content().length())
                        .param("now", store.in(Duration.ZERO))
                        .param("expires", store.in(keep))
                        .update()
                > 0;
    }

    /**
     * Has one wait again, for whoever takes it then.
     *
     * @param begun whether this counts as a run of it
     */
    void putBack(String id, Duration pause, boolean begun) {
        mine(
                        "update job set status = 'queued', runner = null, not_before = :later, runs = runs - "
                                + (begun ? 0 : 1),
                        id)
                .param("later", store.in(pause))
                .update();
    }

    /** Takes those whose replica has died, as if they had been this one's. */
    List<Job> takeOver() {
        OffsetDateTime now = store.in(Duration.ZERO);
        List<Job> dead = sql("select " + JobStore.COLUMNS
                        + " from job where status = 'running' and lease_until < :now limit " + MOST_AT_ONCE)
                .param("now", now)
                .query((row, number) -> JobStore.job(row))
                .list();
        return dead.stream().filter(job -> isTakenOver(job, now)).toList();
    }

    private boolean isTakenOver(Job job, OffsetDateTime now) {
        return sql("update job set runner = :runner, lease_until = :lease where id = :id and status = 'running'"
                                + " and lease_until < :now")
                        .param("runner", runner)
                        .param("lease", store.in(LEASE))
                        .param("id", job.id())
                        .param("now", now)
                        .update()
                > 0;
    }

    private JdbcClient.StatementSpec mine(String what, String id) {
        return sql(what + MINE).param("id", id).param("runner", runner);
    }

    private JdbcClient.StatementSpec sql(String text) {
        return store.database().sql().sql(text);
    }
}
