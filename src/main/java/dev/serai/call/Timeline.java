package dev.serai.call;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Who was asked in a call, in the order in which that began, and the trace that tells of it; forks of the call note theirs
 * here, too.
 */
public final class Timeline {

    /** More than one request asks, unless a route splits it into very many. */
    private static final int MOST = 1000;

    private final List<TimedAttempt> attempts = new ArrayList<>(1);

    private volatile List<Attempts> beside = List.of();

    private volatile Trace trace;

    /** Has it told of in a trace. */
    public void trace(Trace telling) {
        trace = telling;
    }

    /** The trace that tells of it; null where none does. */
    public Trace trace() {
        return trace;
    }

    /** Notes one; beyond a bound it is on no record. */
    synchronized TimedAttempt add(TimedAttempt attempt) {
        if (attempts.size() < MOST) {
            attempts.add(attempt);
        }
        return attempt;
    }

    /** All so far. */
    public synchronized List<TimedAttempt> attempts() {
        return List.copyOf(attempts);
    }

    synchronized void beside(Attempts asked) {
        beside = Stream.concat(beside.stream(), Stream.of(asked)).toList();
    }

    /** What the gateway asked for itself, to be able to ask what the client wants. */
    public List<Attempts> beside() {
        return beside;
    }
}
