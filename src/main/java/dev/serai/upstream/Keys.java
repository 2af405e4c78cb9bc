package dev.serai.upstream;

import dev.serai.breakers.Retryable;
import dev.serai.provider.Grant;
import dev.serai.provider.Line;
import dev.serai.provider.Provider;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.hc.client5.http.classic.HttpClient;

/**
 * What providers are called with: tokens where they are fetched, and for a while after a key was replaced both of them, since
 * requests are under way with the old one, and a vendor may not know the new one everywhere.
 */
public final class Keys {

    /** Longer than a token endpoint may take. */
    private static final long PATIENCE_SECONDS = 20;

    /** More than there are clients: those of files that were changed are forgotten. */
    private static final int MOST_SOURCES = 200;

    private final Duration overlap;
    private final Function<Line, HttpClient> clients;
    private final Executor threads;
    private final LongSupplier nanos;
    private final Map<Grant, TokenSource> sources = new ConcurrentHashMap<>();
    private final Map<String, Turn> turns = new ConcurrentHashMap<>();

    /**
     * The key of a provider since when, and the one before.
     *
     * @param before empty for none
     */
    private record Turn(String key, String before, long since) {

        Turn to(String next, long now) {
            return next.equals(key) ? this : new Turn(next, key, now);
        }
    }

    /**
     * Knows none yet.
     *
     * @param overlap how long the key before is good for something
     * @param clients for token endpoints, by the lines to their providers
     * @param threads fetch tokens
     */
    public Keys(Duration overlap, Function<Line, HttpClient> clients, Executor threads, LongSupplier nanos) {
        this.overlap = overlap;
        this.clients = clients;
        this.threads = threads;
        this.nanos = nanos;
    }

    /** Takes note of the keys that are to serve. */
    public void serve(Collection<Provider> providers) {
        long now = nanos.getAsLong();
        for (Provider provider : providers) {
            String key = provider.parameter("apiKey");
            turns.merge(provider.name(), new Turn(key, "", now), (turn, first) -> turn.to(key, now));
        }
    }

    /** Whether it is called with a token where there is no other key. */
    static boolean fetches(Provider provider) {
        return provider.grant() != null && provider.parameter("apiKey").isBlank();
    }

    /**
     * The provider's token.
     *
     * @throws Retryable if there is none to be had
     */
    String token(Provider provider) {
        return await(provider, source(provider).token());
    }

    /** Another key than one that was refused; null if there is none. */
    String otherThan(Provider provider, String refused) {
        if (fetches(provider)) {
            try {
                return await(provider, source(provider).otherThan(refused));
            } catch (Retryable e) {
                return null; // the refusal says more
            }
        }
        Turn turn = turns.get(provider.name());
        if (turn == null || turn.before.isBlank() || nanos.getAsLong() - turn.since > overlap.toNanos()) {
            return null;
        }
        return refused.equals(turn.key) ? turn.before : refused.equals(turn.before) ? turn.key : null;
    }

    private TokenSource source(Provider provider) {
        TokenSource source = sources.get(provider.grant());
        if (source != null) {
            return source;
        }
        if (sources.size() >= MOST_SOURCES) {
            sources.clear();
        }
        TokenEndpoint endpoint = new TokenEndpoint(provider.name(), provider.grant(), clients.apply(provider.line()));
        return sources.computeIfAbsent(provider.grant(), grant -> new TokenSource(endpoint::fetch, threads, nanos));
    }

    private static String await(Provider provider, CompletableFuture<String> token) {
        try {
            return token.isDone() ? token.join() : token.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (CompletionException | ExecutionException e) {
            throw e.getCause() instanceof Retryable told ? told : unavailable(provider, "failed");
        } catch (TimeoutException e) {
            throw unavailable(provider, "did not answer in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(provider, "was not waited for");
        }
    }

    private static Retryable unavailable(Provider provider, String what) {
        return new Retryable(
                502,
                "server_error",
                "provider_token_unavailable",
                "There is no token for the provider '" + provider.name() + "': its token endpoint " + what);
    }
}
