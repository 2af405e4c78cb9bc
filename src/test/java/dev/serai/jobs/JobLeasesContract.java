package dev.serai.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.http.Reply;
import dev.serai.store.Database;
import dev.serai.support.MovedClock;
import dev.serai.wire.Memory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Jobs of two replicas, in one database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class JobLeasesContract {

    private static final Duration KEEP = Duration.ofHours(1);

    private static final JobContent.Answer ANSWER = answer(200);

    private final MovedClock clock = MovedClock.standing();
    private Database database;
    private JobStore store;
    private JobLeases one;
    private JobLeases other;

    /** Where it is; empty for H2. */
    abstract String url();

    @BeforeAll
    void open(@TempDir Path folder) {
        database = new Database(url(), "", "", folder);
        database.migrate();
        store = new JobStore(database, clock);
        one = new JobLeases(store, "one");
        other = new JobLeases(store, "other");
    }

    @AfterAll
    void close() {
        database.close();
    }

    @BeforeEach
    void none() {
        database.sql().sql("delete from job").update();
    }

    private static JobContent.Answer answer(int status) {
        return JobContent.Answer.of(new Reply(status, Map.of(), new byte[] {0, -1}));
    }

    private static Job.Holder holder(String owner) {
        return new Job.Holder(owner, "tok_" + owner);
    }

    private String add(String owner) {
        String id = "job_%012x%s"
                .formatted(
                        clock.millis(),
                        UUID.randomUUID().toString().replace("-", "").substring(0, 20));
        clock.pass(Duration.ofMillis(1));
        Job job = new Job(
                id,
                owner,
                "tok_" + owner,
                "/v1/chat/completions",
                Job.Status.QUEUED,
                0,
                null,
                0,
                100,
                clock.instant(),
                null,
                clock.instant().plus(KEEP));
        store.add(job, "asked");
        return id;
    }

    private Job found(String owner, String id) {
        return store.find(holder(owner), id).orElseThrow();
    }

    @Test
    void job_isTakenByOneReplica() {
        String id = add("a");

        assertThat(one.take())
                .get()
                .extracting(Job::id, Job::runs, Job::status)
                .containsExactly(id, 1, Job.Status.RUNNING);

        assertThat(other.take()).isEmpty();
        assertThat(other.asked(id)).isEmpty();
        assertThat(one.asked(id)).hasValue("asked");
        assertThat(one.held()).containsExactly(id);
    }

    @Test
    void ownerOfWhoseFewestAreWorkedOn_comesFirst() {
        String first = add("a");
        add("a");
        String third = add("b");

        assertThat(one.take()).get().extracting(Job::id).isEqualTo(first);
        assertThat(one.take()).get().extracting(Job::id).isEqualTo(third);
    }

    @Test
    void deadReplicasJob_isTakenOver_andWhatItStillSaysDoesNotCount() {
        String id = add("a");
        one.take();
        assertThat(other.takeOver()).isEmpty();

        clock.pass(JobLeases.LEASE.plusSeconds(1));

        assertThat(other.takeOver()).extracting(Job::id).containsExactly(id);
        assertThat(one.held()).isEmpty();
        assertThat(one.finish(id, ANSWER, KEEP)).isFalse();
        other.putBack(id, Duration.ZERO, true);
        assertThat(one.take()).get().extracting(Job::runs).isEqualTo(2);
        assertThat(one.finish(id, ANSWER, KEEP)).isTrue();
        assertThat(store.answer(found("a", id), Memory.UNCOUNTED))
                .get()
                .extracting(Reply::status)
                .isEqualTo(200);
    }

    @Test
    void renewedLease_isKept_andTellsProgress() {
        String id = add("a");
        one.take();
        clock.pass(JobLeases.LEASE.dividedBy(2));
        one.renew(id, "{\"attempts\":2}");
        clock.pass(JobLeases.LEASE.dividedBy(2).plusSeconds(1));

        assertThat(other.takeOver()).isEmpty();
        assertThat(found("a", id).told().at("/progress/attempts").asInt()).isEqualTo(2);
    }

    @Test
    void jobThatIsPutBack_waitsAndCountsAsItIsSaid() {
        String id = add("a");
        one.take();
        one.putBack(id, Duration.ofSeconds(10), false);

        assertThat(other.take()).isEmpty();
        clock.pass(Duration.ofSeconds(11));
        assertThat(other.take()).get().extracting(Job::runs).isEqualTo(1);
    }

    @Test
    void cancelledJob_hasNoAnswer() {
        String id = add("a");
        one.take();

        assertThat(store.cancel(holder("a"), id)).isTrue();

        assertThat(one.held()).isEmpty();
        assertThat(one.finish(id, ANSWER, KEEP)).isFalse();
        assertThat(found("a", id).status()).isEqualTo(Job.Status.CANCELLED);
        assertThat(store.cancel(holder("a"), id)).isFalse();
    }

    @Test
    void job_expiresUnlessItIsWorkedOn() {
        String waiting = add("a");
        String answered = add("b");
        String running = add("c");
        database.sql()
                .sql("update job set not_before = expires_at where id = :id")
                .param("id", waiting)
                .update();
        one.take();
        one.take();
        one.finish(answered, answer(500), KEEP.multipliedBy(2));
        clock.pass(KEEP);
        assertThat(store.find(holder("a"), waiting)).isEmpty();
        assertThat(found("b", answered).status()).isEqualTo(Job.Status.FAILED);

        store.expire();
        assertThat(store.kept("a").jobs()).isZero();
        assertThat(store.kept("b"))
                .isEqualTo(new JobStore.Kept(1, answer(500).content().length()));
        assertThat(found("c", running).underWay()).isTrue();

        clock.pass(KEEP);
        store.expire();
        assertThat(store.kept("b").jobs()).isZero();
    }

    @Test
    void job_isItsHoldersAlone() {
        String id = add("a");
        for (Job.Holder foreign : new Job.Holder[] {holder("b"), new Job.Holder("a", "tok_b")}) {
            assertThat(store.find(foreign, id)).isEmpty();
            assertThat(store.list(foreign, null, 10)).isEmpty();
            assertThat(store.cancel(foreign, id)).isFalse();
            assertThat(store.delete(foreign, id)).isFalse();
        }
        assertThat(store.list(holder("a"), null, 10)).extracting(Job::id).containsExactly(id);
        assertThat(store.delete(holder("a"), id)).isTrue();
    }
}
