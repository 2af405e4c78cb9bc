package dev.serai.delivery;

import dev.serai.events.Event;

/** What waits for an event route, in order. For one thread at a time; it outlives generations. */
interface Feed extends AutoCloseable {

    /** The next event, the same one until it is {@link #done}; null if none waits. */
    Event next();

    /** The next event needs to be told no more. */
    void done();

    /** Whether one that the route failed with is told again. */
    boolean insists();

    /** Nothing waits, or whoever delivers ends: a time to write down what was done. */
    void rest();

    /** How many events wait. */
    long waiting();

    @Override
    void close();
}
