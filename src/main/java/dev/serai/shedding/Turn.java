package dev.serai.shedding;

import dev.serai.limits.Place;
import java.util.concurrent.atomic.AtomicBoolean;

/** A request's place among those in work. */
final class Turn {

    private final Turns turns;
    private final Place place;
    private final long began = System.nanoTime();
    private final AtomicBoolean ended = new AtomicBoolean();

    Turn(Turns turns, Place place) {
        this.turns = turns;
        this.place = place;
    }

    /** Frees the place, for whoever waits; only the first call does anything, from whatever thread. */
    void end() {
        if (ended.compareAndSet(false, true)) {
            turns.leave(place, System.nanoTime() - began);
        }
    }
}
