package dev.serai.credentials;

import dev.serai.log.Secrets;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something that expires, fetched anew before it does: who asks has what is there, and while there is none all wait for the
 * same fetch. Where a fetch fails the old one serves as long as it is valid; the next fetch comes after a pause.
 */
public final class Renewed<T> {

    private static final Logger LOG = LoggerFactory.getLogger(Renewed.class);

    /** Before its end, but not before three quarters of its time. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private static final Duration PATIENCE = Duration.ofSeconds(15);
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

    private record Held<T>(T value, Instant since, Instant renewAt, Instant until) {

        static <T> Held<T> of(Lease<T> lease, Instant now) {
            Duration life = Duration.between(now, lease.until());
            Duration quarter = life.dividedBy(4);
            Duration ahead = quarter.compareTo(AHEAD) < 0 ? quarter : AHEAD;
            return new Held<>(lease.value(), now, lease.until().minus(ahead), lease.until());
        }

        Held<T> expired(Instant now) {
            return new Held<>(value, since, now, now);
        }
    }

    private final String what;
    private final Source<T> source;
    private final InstantSource clock;
    private final Function<T, List<String>> secrets;
    private volatile Held<T> held;
    private T before;
    private CompletableFuture<Held<T>> renewal;
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
        this.secrets = secrets;
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
        CompletableFuture<Held<T>> next = renewal(now);
        return there != null && now.isBefore(there.until()) ? there.value() : await(next);
    }

    /** Has it fetched again before it is used again, unless it is new. */
    public synchronized void refused() {
        Instant now = clock.instant();
        if (held != null && held.since().plus(YOUNG).isBefore(now)) {
            held = held.expired(now);
        }
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

    /** The one that is under way, else a new one. */
    private synchronized CompletableFuture<Held<T>> renewal(Instant now) {
        if (held != null && now.isBefore(held.renewAt())) {
            return CompletableFuture.completedFuture(held);
        }
        if (renewal != null) {
            return renewal;
        }
        if (failure != null && now.isBefore(notBefore)) {
            return CompletableFuture.failedFuture(failure);
        }
        CompletableFuture<Held<T>> begun = new CompletableFuture<>();
        renewal = begun;
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
            Held<T> fetched = Held.of(source.fetch(), clock.instant());
            takes(fetched);
            begun.complete(fetched);
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

    private synchronized void takes(Held<T> fetched) {
        secrets.apply(fetched.value()).forEach(Secrets.known()::add);
        if (before != null && !secrets.apply(before).equals(secrets.apply(fetched.value()))) {
            secrets.apply(before).forEach(Secrets.known()::forget);
        }
        before = held == null ? null : held.value(); // may still be on its way
        held = fetched;
        renewal = null;
        failure = null;
        failures = 0;
    }

    private synchronized void fails(CompletableFuture<Held<T>> begun, NoCredentials reason) {
        renewal = null;
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
