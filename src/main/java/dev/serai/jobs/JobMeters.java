package dev.serai.jobs;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;

/** How many jobs wait, how many are worked on, and how they ended. */
final class JobMeters {

    private final MeterRegistry meters;
    private final Counter completed;
    private final Counter failed;
    private volatile long waiting;

    JobMeters(MeterRegistry meters) {
        this.meters = meters;
        this.completed = ended(Job.Status.COMPLETED);
        this.failed = ended(Job.Status.FAILED);
        Gauge.builder("serai.jobs.waiting", this, it -> it.waiting)
                .description("Jobs that nobody works on yet, of all replicas")
                .register(meters);
    }

    private Counter ended(Job.Status status) {
        return Counter.builder("serai.jobs.ended")
                .description("Jobs that were answered here")
                .tag("status", status.text())
                .register(meters);
    }

    /** So many wait. */
    void waits(long jobs) {
        waiting = jobs;
    }

    /** Shows how many are worked on. */
    void works(Map<String, Working> working) {
        Gauge.builder("serai.jobs.running", working, Map::size)
                .description("Jobs that this replica works on")
                .register(meters);
    }

    /** Counts one that was answered. */
    void ended(JobContent.Answer answer) {
        (answer.isFailure() ? failed : completed).increment();
    }
}
