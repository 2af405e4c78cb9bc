package dev.serai.jobs;

import dev.serai.call.Call;
import dev.serai.http.Reply;
import dev.serai.wire.ApiException;
import dev.serai.wire.Memory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** What is done with a job that this replica has. */
record JobWork(JobLeases leases, JobLimits limits, JobMeters meters, Supplier<Runs> runs) {

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** Has it answered; null where it is to wait, or left to others. */
    JobContent.Answer answer(Working its) {
        Job job = its.job();
        try (Runs.Run run = runs.get().begin(requestId(job), job.path())) {
            its.begins(run.call());
            Reply reply = reply(job, run);
            if (reply != null && isEnded(run.call())) {
                leave(job);
                return null;
            }
            if (reply != null && waits(job, run.call(), reply)) {
                leases.putBack(job.id(), pause(reply), false);
                return null;
            }
            return reply == null ? null : kept(reply, run.call().memory());
        } catch (ApiException e) {
            return JobContent.Answer.of(Reply.of(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Null where it is not this replica's any more. */
    private Reply reply(Job job, Runs.Run run) throws IOException {
        try {
            Optional<JobContent.Asked> asked = asked(job, run.call().memory());
            return asked.isEmpty()
                    ? null
                    : run.answer(
                            job.caller(),
                            asked.get().sent(),
                            asked.get().body(),
                            limits.largest().toBytes());
        } catch (ApiException e) {
            return Reply.of(e);
        }
    }

    private static JobContent.Answer kept(Reply reply, Memory memory) {
        memory.take(JobContent.COPIES * reply.body().length);
        return JobContent.Answer.of(reply);
    }

    private Optional<JobContent.Asked> asked(Job job, Memory memory) {
        try (Memory.Share reading = memory.share()) {
            reading.take(JobContent.COPIES * job.bytes());
            Optional<JobContent.Asked> asked = leases.asked(job.id()).map(JobContent::asked);
            asked.ifPresent(it -> memory.take(it.body().length));
            return asked;
        }
    }

    /** By which a run is on record: each of several by its own. */
    private static String requestId(Job job) {
        return job.runs() == 1 ? job.id() : job.id() + "-" + job.runs();
    }

    /** Whether the gateway, or its routes, waited for the answer no longer. */
    private static boolean isEnded(Call call) {
        return call.outcome().stopped() != null && !call.outcome().complete();
    }

    /** Whether limits, and nobody else, say that it has to: it was promised. */
    private boolean waits(Job job, Call call, Reply reply) {
        return (reply.status() == 429 || reply.status() == 503)
                && call.tries().count() == 0
                && reply.headers().containsKey("retry-after")
                && job.createdAt()
                        .plus(limits.patience())
                        .isAfter(leases.store().clock().instant());
    }

    private static Duration pause(Reply reply) {
        String after = reply.headers().get("retry-after");
        long seconds = after.matches("\\d{1,6}") ? Long.parseLong(after) : 1;
        return seconds > LONGEST_PAUSE.toSeconds() ? LONGEST_PAUSE : Duration.ofSeconds(seconds);
    }

    /** Puts the answer in the place of what was asked, if that is still wanted. */
    void finish(Job job, JobContent.Answer answer) {
        if (leases.finish(job.id(), answer, limits.keep())) {
            meters.ended(answer);
        }
    }

    /** Nobody works on it now: another begins it, if it may be begun again. */
    void leave(Job job) {
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
        finish(job, JobContent.Answer.of(reply));
    }
}
