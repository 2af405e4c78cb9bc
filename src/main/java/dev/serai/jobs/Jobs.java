package dev.serai.jobs;

import dev.serai.call.Call;
import dev.serai.http.Reply;
import dev.serai.time.Recurring;
import dev.serai.time.Survival;
import dev.serai.wire.ApiException;
import dev.serai.wire.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Works on jobs, a number at a time, each as the request that it is: the route of its path admits it, and puts it on record.
 * What a replica works on that stops or dies is begun again by another, but not more often than it may be.
 */
final class Jobs extends Recurring implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final Duration BETWEEN_EXPIRIES = Duration.ofMinutes(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final JobStore store;
    private final JobLeases leases;
    private final JobLimits limits;
    private final Supplier<Runs> runs;
    private final Executor workers;
    private final Map<String, Working> working = new ConcurrentHashMap<>();
    private final ReentrantLock taking = new ReentrantLock();
    private volatile boolean closed;
    private volatile boolean troubled;

    Jobs(JobStore store, JobLeases leases, JobLimits limits, Supplier<Runs> runs, Executor workers) {
        super("jobs");
        this.store = store;
        this.leases = leases;
        this.limits = limits;
        this.runs = runs;
        this.workers = workers;
    }

    @Override
    protected void begin() {
        every(Duration.ZERO, LOOK, this::look, this::failed);
        every(BEAT, BEAT, this::beat, this::failed);
        every(BETWEEN_EXPIRIES, BETWEEN_EXPIRIES, store::expire, this::failed);
    }

    private void failed(RuntimeException reason) {
        if (!troubled) {
            troubled = true;
            LOG.warn("Nobody can see what is to be answered later: {}", Reason.of(reason));
        }
    }

    /** Looks soon, since there is something to do. */
    void nudge() {
        try {
            workers.execute(() -> Survival.of("The look for jobs", this::take));
        } catch (RejectedExecutionException e) {
            LOG.debug("The next round takes it");
        }
    }

    /** Takes over what others have left, and as much as there is room for. */
    void look() {
        for (Job job : leases.takeOver()) {
            leave(job);
        }
        take();
        troubled = false;
    }

    private void take() {
        taking.lock();
        try {
            while (!closed && working.size() < limits.atATime()) {
                Optional<Job> job = leases.take();
                if (job.isEmpty()) {
                    return;
                }
                begin(job.get());
            }
        } finally {
            taking.unlock();
        }
    }

    private void begin(Job job) {
        Working its = new Working(job);
        working.put(job.id(), its);
        try {
            workers.execute(() -> Survival.of("A job", () -> work(its)));
        } catch (RejectedExecutionException e) {
            working.remove(job.id());
            leases.putBack(job.id(), LOOK, false);
        }
    }

    private void work(Working its) {
        try {
            Reply reply = answer(its);
            if (reply != null) {
                its.answered(reply);
                finish(its);
            }
        } catch (DataAccessException e) {
            failed(e);
        } finally {
            if (its.reply() == null) {
                working.remove(its.job().id());
            }
        }
        take();
    }

    /** Null where it is to wait. */
    private Reply answer(Working its) {
        Job job = its.job();
        try (Runs.Run run = runs.get().begin(requestId(job), job.path())) {
            its.begins(run.call());
            Reply reply;
            try {
                run.call().memory().take(JobContent.COPIES * job.bytes());
                Optional<String> content = leases.asked(job.id());
                if (content.isEmpty()) {
                    return null;
                }
                JobContent.Asked asked = JobContent.asked(content.get());
                reply = run.answer(job.caller(), asked.sent(), asked.body(), limits.largest().toBytes());
            } catch (ApiException e) {
                reply = Reply.of(e);
            }
            if (waits(job, run.call(), reply)) {
                leases.putBack(job.id(), pause(reply), false);
                return null;
            }
            return reply;
        } catch (ApiException e) {
            return Reply.of(e);
        } catch (Exception e) {
            Survival.note("A job", e);
            return Reply.of(new ApiException(500, "server_error", "internal_error", null, "The gateway failed; its log says why"));
        }
    }

    /** By which a run is on record: each of several by its own. */
    private static String requestId(Job job) {
        return job.runs() == 1 ? job.id() : job.id() + "-" + job.runs();
    }

    /** Whether limits, and nobody else, say that it has to: it was promised. */
    private boolean waits(Job job, Call call, Reply reply) {
        return (reply.status() == 429 || reply.status() == 503)
                && call.tries().count() == 0
                && reply.headers().containsKey("retry-after")
                && job.createdAt().plus(limits.patience()).isAfter(store.clock().instant());
    }

    private static Duration pause(Reply reply) {
        String after = reply.headers().get("retry-after");
        long seconds = after.matches("\\d{1,6}") ? Long.parseLong(after) : 1;
        return seconds > LONGEST_PAUSE.toSeconds() ? LONGEST_PAUSE : Duration.ofSeconds(seconds);
    }

    /** What the database does not take now is kept until it does. */
    private void finish(Working its) {
        Reply reply = its.reply();
        String id = its.job().id();
        leases.finish(id, reply.status(), JobContent.of(reply), reply.body().length, limits.keep());
        working.remove(id);
    }

    /** Says that this replica lives, and ends the work on what it has no more. */
    void beat() {
        List<Working> all = List.copyOf(working.values());
        if (all.isEmpty()) {
            return;
        }
        Set<String> held = leases.held();
        for (Working its : all) {
            String id = its.job().id();
            if (its.reply() != null) {
                if (working.containsKey(id)) {
                    finish(its);
                }
            } else if (!held.contains(id)) {
                its.abort();
            } else {
                String news = its.news();
                if (news != null) {
                    leases.renew(id, news);
                }
            }
        }
    }

    /** Ends the work on one that is not wanted any more, if it is done here. */
    void abort(String id) {
        Working its = working.get(id);
        if (its != null) {
            its.abort();
        }
    }

    /** Nobody works on it now: another begins it, if it may be begun again. */
    private void leave(Job job) {
        if (job.runs() < limits.runs()) {
            leases.putBack(job.id(), Duration.ZERO, true);
            return;
        }
        Reply reply = Reply.of(new ApiException(
                503,
                "server_error",
                "job_interrupted",
                null,
                "The gateway stopped while it worked on the request, which is not begun again (SERAI_JOBS_RUNS)"));
        leases.finish(job.id(), reply.status(), JobContent.of(reply), reply.body().length, limits.keep());
    }

    /** What is under way when the gateway stops is left to others. */
    @Override
    public void close() {
        closed = true;
        for (Working its : working.values()) {
            Survival.of("A job", () -> leave(its.job()));
            its.abort();
        }
    }
}
