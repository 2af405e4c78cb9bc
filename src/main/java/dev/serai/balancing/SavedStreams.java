package dev.serai.balancing;

import dev.serai.recovery.Continuation;
import java.util.concurrent.atomic.LongAdder;

/** How many streams of a balancer broke off, and what became of them. It outlives reloads. */
final class SavedStreams {

    private final LongAdder replaced = new LongAdder();
    private final LongAdder resumed = new LongAdder();
    private final LongAdder restarted = new LongAdder();
    private final LongAdder lost = new LongAdder();

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
