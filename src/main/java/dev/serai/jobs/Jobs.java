package dev.serai.jobs;

import dev.serai.time.Recurring;
import dev.serai.time.Survival;
import dev.serai.wire.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.context.WebServerGracefulShutdownLifecycle;
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

    private final JobStore store;
    private final JobLeases leases;
    private final JobLimits limits;
    private final JobWork work;
    private final JobMeters meters;
    private final Executor workers;
    private final Map<String, Working> working = new ConcurrentHashMap<>();
    private final ReentrantLock taking = new ReentrantLock();
    private volatile boolean closed;
    private volatile boolean troubled;
    private CompletableFuture<Void> idle = new CompletableFuture<>();

    Jobs(JobStore store, JobLeases leases, JobLimits limits, JobWork work, JobMeters meters, Executor workers) {
        super("jobs");
        this.store = store;
        this.leases = leases;
        this.limits = limits;
        this.work = work;
        this.meters = meters;
        this.workers = workers;
        meters.works(working);
    }

    @Override
    protected void begin() {
        closed = false;
        idle = new CompletableFuture<>();
        every(Duration.ZERO, LOOK, this::look, this::failed);
        every(BEAT, BEAT, this::beat, this::failed);
        every(BETWEEN_EXPIRIES, BETWEEN_EXPIRIES, store::expire, this::failed);
    }

    private void failed(RuntimeException reason) {
        if (!troubled && !closed) {
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
            work.leave(job);
        }
        take();
        meters.waits(store.waiting());
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
        } catch (RejectedExecutionException | OutOfMemoryError e) { // no thread is left: it would be held for nobody
            working.remove(job.id());
            leases.putBack(job.id(), LOOK, false);
        }
    }

    private void work(Working its) {
        try {
            JobContent.Answer answer = work.answer(its);
            if (answer != null) {
                its.answered(answer);
                finish(its);
            }
        } catch (DataAccessException e) {
            failed(e);
        } finally {
            if (its.answer() == null) {
                working.remove(its.job().id());
            }
        }
        take();
        settle();
    }

    private void settle() {
        if (closed && working.isEmpty()) {
            idle.complete(null);
        }
    }

    /** What the database does not take now is kept until it does. */
    private void finish(Working its) {
        work.finish(its.job(), its.answer());
        working.remove(its.job().id());
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
            if (its.answer() != null) {
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
        settle();
    }

    /** Ends the work on one that is not wanted any more, if it is done here. */
    void abort(String id) {
        Working its = working.get(id);
        if (its != null) {
            its.abort();
        }
    }

    @Override
    public int getPhase() {
        return WebServerGracefulShutdownLifecycle.SMART_LIFECYCLE_PHASE;
    }

    /** Nothing more is begun, and what is under way has the time that requests have. */
    @Override
    public void stop(Runnable stopped) {
        taking.lock();
        try {
            closed = true;
        } finally {
            taking.unlock();
        }
        var unused = idle.thenRun(() -> {
            stop();
            stopped.run();
        });
        settle();
    }

    /** What is under way even then is left to others. */
    @Override
    public void close() {
        closed = true;
        if (isRunning()) {
            stop();
        }
        for (Working its : working.values()) {
            Survival.of("A job", () -> {
                if (its.answer() == null) {
                    work.leave(its.job());
                } else {
                    finish(its);
                }
            });
            its.abort();
        }
    }
}
