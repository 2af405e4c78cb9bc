package dev.serai.shedding;

import dev.serai.limits.ConcurrencyLimit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A request among those in work. */
final class Slot {

    private final Slots slots;
    private final ConcurrencyLimit limit;
    private final long began = System.nanoTime();
    private final AtomicBoolean ended = new AtomicBoolean();

    Slot(Slots slots, ConcurrencyLimit limit) {
        this.slots = slots;
        this.limit = limit;
    }

    /** Frees the place, for whoever waits; only the first call does anything, from whatever thread. */
    void end() {
        if (ended.compareAndSet(false, true)) {
            slots.leave(limit, System.nanoTime() - began);
        }
    }
}
