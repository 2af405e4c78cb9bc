package dev.serai.journal;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What of a journal is kept for those who follow it: what the slowest of them has not read, within a bound in bytes. */
final class Holds {

    private final Set<Follower> followers = ConcurrentHashMap.newKeySet();
    private volatile long mostBytes;

    void add(Follower follower) {
        followers.add(follower);
    }

    void remove(Follower follower) {
        followers.remove(follower);
    }

    /** Sets how many bytes are kept for them at most. */
    void bound(long bytes) {
        mostBytes = bytes;
    }

    long mostBytes() {
        return mostBytes;
    }

    /** Up to which sequence nobody needs anything any more. */
    long released() {
        return followers.stream().mapToLong(Follower::position).min().orElse(Long.MAX_VALUE);
    }
}
