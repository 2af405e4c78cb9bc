package dev.serai.balancing;

import dev.serai.recovery.Continuation;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;

/** How many streams of a balancer broke off, and what became of them. It outlives reloads. */
final class SavedStreams {

    private final LongAdder replaced = new LongAdder();
    private final LongAdder resumed = new LongAdder();
    private final LongAdder restarted = new LongAdder();
    private final LongAdder lost = new LongAdder();

    /** Shows those of all balancers as metrics. */
    static void show(MeterRegistry meters, Loads loads) {
        show(meters, loads, "resumed", SavedStreams::resumed);
        show(meters, loads, "restarted", SavedStreams::restarted);
        show(meters, loads, "replaced", SavedStreams::replaced);
        FunctionCounter.builder("serai.streams.lost", loads, it -> sum(it, SavedStreams::lost))
                .description("Streams that broke off where another target was to go on, and none could")
                .register(meters);
    }

    private static void show(MeterRegistry meters, Loads loads, String how, ToLongFunction<SavedStreams> count) {
        FunctionCounter.builder("serai.streams.saved", loads, it -> sum(it, count))
                .description(
                        "Streams that broke off and went on: resumed where they were, restarted, or replaced before"
                                + " anything was sent")
                .tag("how", how)
                .register(meters);
    }

    private static long sum(Loads loads, ToLongFunction<SavedStreams> count) {
        return loads.streams().stream().mapToLong(count).sum();
    }

    /**
     * Notes one that broke off where another target was to go on.
     *
     * @param begun whether the client had got a part of it
     * @param how it went on; null if nobody could
     */
    void note(boolean begun, Continuation how) {
        if (how == null) {
            lost.increment();
        } else if (!begun) {
            replaced.increment();
        } else if (how == Continuation.ANEW) {
            restarted.increment();
        } else {
            resumed.increment();
        }
    }

    long replaced() {
        return replaced.sum();
    }

    long resumed() {
        return resumed.sum();
    }

    long restarted() {
        return restarted.sum();
    }

    long lost() {
        return lost.sum();
    }
}
