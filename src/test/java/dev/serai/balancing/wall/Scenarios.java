package dev.serai.balancing.wall;

import static dev.serai.balancing.wall.Faults.status;

import dev.serai.balancing.wall.Scenario.By;
import dev.serai.balancing.wall.Scenario.Owed;
import java.util.List;

/** The bricks of the wall. */
final class Scenarios {

    /** Down for a while; {@link Outage} asks it. */
    static final Scenario OUTAGE = Scenario.of("outage", Faults.reset());

    /** Fails three requests in ten; {@link FailingTargetTest} asks it. */
    static final Scenario LOSSY = Scenario.of("lossy", Faults.HEALTHY).by(By.BOTH);

    static final List<Scenario> ALL = List.of(
            Scenario.of("429-retry-after", status(429, "rate_limit_exceeded", "Retry-After: 1")),
            Scenario.of("429", status(429, "rate_limit_exceeded")),
            Scenario.of("500-once", Faults.first(1, status(500, "internal_error")))
                    .by(By.EITHER),
            Scenario.of("503", status(503, "overloaded")),
            Scenario.of("reset", Faults.reset()),
            Scenario.of("no-response", Faults.silence(60))
                    .options("headersTimeout=2s&retries=2")
                    .once()
                    .within(15),
            Scenario.of("slow-first-token", Faults.late(20)).once().within(15),
            // longer than the gateway waits before it begins the client's stream
            Scenario.of("late-first-token", Faults.late(30))
                    .options("firstTokenTimeout=12s&retries=2")
                    .earlyHeaders()
                    .once()
                    .within(25),
            Scenario.of("cut", Faults.cut(40)).by(By.BOTH),
            Scenario.of("stall", Faults.stall(40, 30)).by(By.BOTH).once().within(15),
            Scenario.of("malformed", Faults.garbage(9)).by(By.PRIMARY).once().streamedOnly(),
            Scenario.of("no-done", Faults.noDone()).by(By.PRIMARY).once().streamedOnly(),
            Scenario.of("context-length", status(400, "context_length_exceeded"))
                    .options("contextWindow=8000&retries=2")
                    .fallbackOptions("contextWindow=128000")
                    .once(),
            Scenario.of("content-filter-400", status(400, "content_filter"))
                    .owes(Owed.REFUSED)
                    .by(By.PRIMARY)
                    .once(),
            Scenario.of("content-filter-finish", Faults.filtered(Scenario.FILTERED_AFTER))
                    .owes(Owed.FILTERED)
                    .by(By.PRIMARY)
                    .once(),
            Scenario.of("no-prefill", Faults.cut(40))
                    .fallback(Faults.noPrefill())
                    .by(By.BOTH)
                    .streamedOnly());

    private Scenarios() {}
}
