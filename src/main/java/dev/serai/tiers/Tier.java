package dev.serai.tiers;

import dev.serai.memory.Holding;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A place for entries, which may be away at any time. Nothing of it throws. */
interface Tier extends AutoCloseable {

    /** As metrics and {@code /manage/cache} have it. */
    String name();

    /** Begins to work; waits no longer than it takes to find what is there. */
    void start();

    /** The entry of a key; null if there is none, or none can be had at the moment. */
    TierEntry find(TierKey key);

    /**
     * Keeps an entry, unless it is away or behind; waits for nothing.
     *
     * @param size bytes of the payload, about
     * @param payload makes it, on another thread
     */
    void keep(TierKey key, long expires, int priority, long size, Supplier<byte[]> payload);

    /**
     * Gives nothing that is chosen, from now on.
     *
     * @return done when that outlives this process
     */
    CompletableFuture<Void> forget(TierKey chosen);

    /** Notes that an entry is in use, though nobody asks this tier for it. */
    default void used(TierKey key) {}

    /** What it holds and did. */
    TierReading reading();

    /** What waits to be written. */
    Holding waiting();

    /** Keeps what waits, as far as it can at once. */
    @Override
    void close();
}
