package dev.serai.credentials;

import dev.serai.time.Survival;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something that expires, fetched anew before it does: who asks has what is there, and while there is none all wait for the
 * same fetch. Where a fetch fails the old one serves as long as it is valid; the next fetch comes after a pause. A refusal
 * brings the next fetch forward, and takes nothing from anybody.
 */
public final class Renewed<T> {

    private static final Logger LOG = LoggerFactory.getLogger(Renewed.class);

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** A fetch that has not ended by then is not waited for any more, if ever it ends. */
    private static final Duration LOST = Duration.ofMinutes(1);

    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final int MOST_DOUBLINGS = 5;

    /** What is refused although it is newer than this is not the better for being fetched again. */
    private static final Duration YOUNG = Duration.ofSeconds(30);

    /**
     * What was fetched.
     *
     * @param until when it expires
     */
    public record Lease<T>(T value, Instant until) {}

    /** Fetches it. */
    @FunctionalInterface
    public interface Source<T> {
        Lease<T> fetch() throws NoCredentials;
    }

    private record Fetching<T>(CompletableFuture<Held<T>> held, Instant since) {}

    private final String what;
    private final Source<T> source;
    private final InstantSource clock;
    private final Hidden<T> hidden;
    private volatile Held<T> held;
    private volatile T before;
    private Fetching<T> fetching;
    private NoCredentials failure;
    private int failures;
    private Instant notBefore = Instant.MIN;

    /**
     * Fetches nothing yet.
     *
     * @param what it is, for the log
     * @param secrets what no log and no answer may show of a value
     */
    public Renewed(String what, Source<T> source, InstantSource clock, Function<T, List<String>> secrets) {
        this.what = what;
        this.source = source;
        this.clock = clock;
        this.hidden = new Hidden<>(secrets);
    }

    /**
     * What is valid now.
     *
     * @throws NoCredentials if there is none, and none came in time
     */
    public T get() throws NoCredentials {
        Held<T> there = held;
        Instant now = clock.instant();
        if (there != null && now.isBefore(there.renewAt())) {
            return there.value();
        }
        CompletableFuture<Held<T>> next = renewal(there, now);
        return there != null && now.isBefore(there.until()) ? there.value() : await(next);
    }

    /**
     * Another one than one that was refused: the one that is there by now, else the next. Who was not refused is given the
     * old one until then.
     *
     * @param refused whether it was this one
     * @return null if there is none, or none was refused that was from here
     */
    public T otherThan(Predicate<T> refused) {
        Held<T> there = held;
        if (there == null) {
            return null;
        }
        if (!refused.test(there.value())) {
            T old = before;
            return old != null && refused.test(old) ? there.value() : null;
        }
        Instant now = clock.instant();
        if (now.isBefore(there.since().plus(YOUNG))) {
            return null;
        }
        try {
            T next = await(renewal(there, now));
            return refused.test(next) ? null : next;
        } catch (NoCredentials e) {
            return null; // the refusal says more
        }
    }

    /** Has no log know any more what was given. */
    public synchronized void end() {
        hidden.forget(before);
        hidden.forget(held == null ? null : held.value());
    }

    private T await(CompletableFuture<Held<T>> next) throws NoCredentials {
        try {
            return next.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).value();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof NoCredentials reason ? reason : unknown(e.getCause());
        } catch (TimeoutException e) {
            throw NoCredentials.failed("they were not there within " + PATIENCE.toSeconds() + " seconds", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw NoCredentials.failed("the wait for them was interrupted", e);
        }
    }

    /** The fetch that is under way, else a new one, unless somebody has just had one. */
    @SuppressWarnings("ReferenceEquality") // another object may be the same value: it is as new
    private synchronized CompletableFuture<Held<T>> renewal(Held<T> seen, Instant now) {
        if (held != seen) {
            return CompletableFuture.completedFuture(held);
        }
        if (fetching != null && now.isBefore(fetching.since().plus(LOST))) {
            return fetching.held();
        }
        if (failure != null && now.isBefore(notBefore)) {
            return CompletableFuture.failedFuture(failure);
        }
        CompletableFuture<Held<T>> begun = new CompletableFuture<>();
        fetching = new Fetching<>(begun, now);
        try {
            Thread thread = new Thread(() -> renew(begun), "credentials");
            thread.setDaemon(true);
            thread.start();
        } catch (Error e) { // no thread is left
            fails(begun, unknown(e));
        }
        return begun;
    }

    private void renew(CompletableFuture<Held<T>> begun) {
        try {
            Lease<T> lease = source.fetch();
            Instant now = clock.instant();
            if (!now.isBefore(lease.until())) {
                throw NoCredentials.failed("what came has expired already", null);
            }
            begun.complete(takes(begun, Held.of(lease, now)));
        } catch (NoCredentials e) {
            fails(begun, e);
        } catch (RuntimeException | Error e) {
            fails(begun, unknown(e));
        }
    }

    private NoCredentials unknown(Throwable thrown) {
        Survival.note(what, thrown);
        return NoCredentials.failed("the gateway's log says why", thrown);
    }

    private synchronized Held<T> takes(CompletableFuture<Held<T>> begun, Held<T> fetched) {
        hidden.add(fetched.value());
        T last = held == null ? null : held.value(); // may still be on its way
        if (!hidden.isSame(before, fetched.value()) && !hidden.isSame(before, last)) {
            hidden.forget(before);
        }
        before = last;
        held = fetched;
        ended(begun);
        failure = null;
        failures = 0;
        return fetched;
    }

    /** Another one may have begun where this one was given up. */
    private void ended(CompletableFuture<Held<T>> begun) {
        if (fetching != null && fetching.held() == begun) {
            fetching = null;
        }
    }

    private synchronized void fails(CompletableFuture<Held<T>> begun, NoCredentials reason) {
        ended(begun);
        failure = reason;
        notBefore = clock.instant().plus(SHORTEST_PAUSE.multipliedBy(1L << Math.min(failures++, MOST_DOUBLINGS)));
        Throwable cause = reason.getCause();
        LOG.warn(
                "{} could not be fetched: {}{}; what is there serves until {}",
                what,
                reason.getMessage(),
                cause == null ? "" : " (" + cause.getMessage() + ")",
                held == null ? "never" : held.until());
        begun.completeExceptionally(reason);
    }
}
