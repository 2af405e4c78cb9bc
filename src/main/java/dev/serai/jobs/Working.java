package dev.serai.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.call.Call;
import dev.serai.call.Progress;
import dev.serai.wire.Json;

/** A job that is worked on here. */
final class Working {

    private static final long RENEWED_NANOS = JobLeases.LEASE.toNanos() / 3;

    private final Job job;
    private volatile Call call;
    private volatile boolean over;
    private volatile JobContent.Answer answer;
    private String told = "";
    private long toldNanos = System.nanoTime();

    Working(Job job) {
        this.job = job;
    }

    Job job() {
        return job;
    }

    /** The work begins. */
    void begins(Call itsCall) {
        call = itsCall;
        if (over) {
            itsCall.abort();
        }
    }

    /** Its answer is there. */
    void answered(JobContent.Answer its) {
        answer = its;
    }

    /** Its answer; null while there is none. */
    JobContent.Answer answer() {
        return answer;
    }

    /** Ends the work: nobody waits for what comes of it. */
    void abort() {
        over = true;
        Call its = call;
        if (its != null && answer == null) {
            its.abort();
        }
    }

    /** How far it is, where that is to be told now; else null. */
    String news() {
        String progress = progress();
        long now = System.nanoTime();
        if (progress.equals(told) && now - toldNanos < RENEWED_NANOS) {
            return null;
        }
        told = progress;
        toldNanos = now;
        return progress;
    }

    private String progress() {
        ObjectNode progress = Json.MAPPER.createObjectNode();
        Call its = call;
        if (its != null) {
            progress.put("attempts", its.tries().count());
            Progress.Parts parts = its.hooks().progress().condensing();
            if (parts != null) {
                progress.putObject("condensing").put("chunk", parts.done()).put("chunks", parts.all());
            }
        }
        return Json.text(progress);
    }
}
