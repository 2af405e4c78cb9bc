package dev.serai.upstream;

import dev.serai.log.Secrets;
import dev.serai.time.Survival;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The tokens of one client: one at a time, fetched ahead of its end, by one for all who wait. Where there is none to be had,
 * it is asked for again after a while, and everybody is told so meanwhile.
 */
final class TokenSource {

    /** Who refuses one that is newer will refuse the next as well. */
    private static final Duration SETTLED = Duration.ofSeconds(10);

    private static final long FIRST_PAUSE = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_PAUSE = Duration.ofSeconds(30).toNanos();

    private final Supplier<Token> endpoint;
    private final Executor threads;
    private final LongSupplier nanos;

    private volatile Kept kept;
    private CompletableFuture<Kept> fetching;
    private CompletableFuture<Kept> failed;
    private long pause = FIRST_PAUSE;
    private long pausedUntil;

    /** A token, and the one that it replaced, which requests under way still have. */
    private record Kept(Token token, long since, Kept before) {

        boolean is(Duration age, long now) {
            return now - since < age.toNanos();
        }

        boolean has(Token other) {
            return token.value().equals(other.value());
        }
    }

    /**
     * Has no token yet.
     *
     * @param endpoint fetches one, and throws what there is to tell
     * @param threads fetch
     */
    TokenSource(Supplier<Token> endpoint, Executor threads, LongSupplier nanos) {
        this.endpoint = endpoint;
        this.threads = threads;
        this.nanos = nanos;
    }

    /** The token that is there; or when there will be one. */
    CompletableFuture<String> token() {
        Kept now = kept;
        long time = nanos.getAsLong();
        if (now != null && now.is(now.token.fresh(), time)) {
            return CompletableFuture.completedFuture(now.token.value());
        }
        CompletableFuture<Kept> next = fetch(now);
        return now != null && now.is(now.token.valid(), time)
                ? CompletableFuture.completedFuture(now.token.value())
                : next.thenApply(fetched -> fetched.token.value());
    }

    /** Another one than this, which was refused: the one that is there by now, else a new one; null if this one is new. */
    CompletableFuture<String> otherThan(String refused) {
        Kept now = kept;
        if (now == null) {
            return token();
        }
        if (!now.token.value().equals(refused)) {
            return CompletableFuture.completedFuture(now.token.value());
        }
        return now.is(SETTLED, nanos.getAsLong())
                ? CompletableFuture.completedFuture(null)
                : fetch(now).thenApply(fetched -> fetched.token.value());
    }

    /** One fetches, unless another one has just done so. */
    @SuppressWarnings("ReferenceEquality") // another object may be the same token: it is as new
    private synchronized CompletableFuture<Kept> fetch(Kept seen) {
        if (fetching != null) {
            return fetching;
        }
        if (kept != seen) {
            return CompletableFuture.completedFuture(kept);
        }
        if (failed != null && nanos.getAsLong() - pausedUntil < 0) {
            return failed;
        }
        CompletableFuture<Kept> next = new CompletableFuture<>();
        fetching = next;
        try {
            threads.execute(() -> run(next));
        } catch (RejectedExecutionException e) { // we are stopping
            ended(next, null, e);
        }
        return next;
    }

    private void run(CompletableFuture<Kept> next) {
        try {
            ended(next, endpoint.get(), null);
        } catch (RuntimeException e) {
            ended(next, null, e);
        } catch (Error e) {
            Survival.note("tokens", e);
            ended(next, null, e);
        }
    }

    private void ended(CompletableFuture<Kept> next, Token token, Throwable failure) {
        synchronized (this) {
            fetching = null;
            if (token == null) {
                pausedUntil = nanos.getAsLong() + pause;
                pause = Math.min(2 * pause, LONGEST_PAUSE);
                failed = next;
            } else {
                keep(token);
            }
        }
        if (token == null) {
            next.completeExceptionally(failure);
        } else {
            next.complete(kept);
        }
    }

    private void keep(Token token) {
        Secrets.known().add(token.value());
        Kept before = kept;
        Kept oldest = before == null ? null : before.before;
        if (oldest != null && !oldest.has(token) && !oldest.has(before.token)) {
            Secrets.known().remove(oldest.token.value());
        }
        kept = new Kept(token, nanos.getAsLong(), before == null ? null : new Kept(before.token, before.since, null));
        failed = null;
        pause = FIRST_PAUSE;
    }
}
