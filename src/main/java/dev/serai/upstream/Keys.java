package dev.serai.upstream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.serai.credentials.Authorization;
import dev.serai.memory.KeepsByName;
import dev.serai.memory.NamesInUse;
import dev.serai.provider.Grant;
import dev.serai.provider.Line;
import dev.serai.provider.Provider;
import dev.serai.time.Watchdog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.hc.client5.http.classic.HttpClient;

/**
 * What providers know the gateway by: keys, or what stands in for them. For a while after a key was replaced both of them
 * are good for something, since requests are under way with the old one, and a vendor may not know the new one everywhere.
 */
public final class Keys implements KeepsByName {

    /** More than there are clients: those of files that were changed are forgotten. */
    private static final int MOST_CLIENTS = 200;

    private final Duration overlap;
    private final Map<String, Function<Line, Authorization>> kinds;
    private final Function<Line, HttpClient> clients;
    private final Watchdog watchdog;
    private final InstantSource clock;
    private final Cache<Client, Granted> granted = Caffeine.newBuilder()
            .maximumSize(MOST_CLIENTS)
            .executor(Runnable::run)
            .<Client, Granted>evictionListener(
                    (client, its, cause) -> its.tokens().end())
            .build();
    private final Cache<Kind, Authorization> others = Caffeine.newBuilder()
            .maximumSize(MOST_CLIENTS)
            .executor(Runnable::run)
            .build();
    private final Map<String, Turn> turns = new ConcurrentHashMap<>();

    /** Who is granted tokens, and on which line they are had. */
    private record Client(Grant grant, Line line) {}

    /** What stands in for a key on a line. */
    private record Kind(String auth, Line line) {}

    /**
     * The key of a provider since when, and the one before.
     *
     * @param places where it is sent: what comes to be somewhere else has no key of before
     * @param before empty for none
     */
    private record Turn(String places, String key, String before, Instant since) {

        static Turn of(Provider provider, Instant now) {
            return new Turn(placesOf(provider), provider.parameter("apiKey"), "", now);
        }

        Turn to(Turn next) {
            if (!next.places.equals(places)) {
                return next;
            }
            return next.key.equals(key) ? this : new Turn(places, next.key, key, next.since);
        }
    }

    /**
     * Knows none yet.
     *
     * @param overlap how long the key before is good for something
     * @param kinds what stands in for keys, by their words in providers' files and the lines to them
     * @param clients for token endpoints, by the lines to their providers
     */
    public Keys(
            Duration overlap,
            Map<String, Function<Line, Authorization>> kinds,
            Function<Line, HttpClient> clients,
            Watchdog watchdog,
            InstantSource clock) {
        this.overlap = overlap;
        this.kinds = kinds;
        this.clients = clients;
        this.watchdog = watchdog;
        this.clock = clock;
    }

    /** Takes note of the keys that are to serve. */
    public void serve(Collection<Provider> providers) {
        Instant now = clock.instant();
        providers.forEach(provider -> turns.merge(provider.name(), Turn.of(provider, now), Turn::to));
    }

    private static String placesOf(Provider provider) {
        return provider.url() + " " + provider.passing().base();
    }

    private Authorization of(Kind kind) {
        return kinds.get(kind.auth()).apply(kind.line());
    }

    /** How a provider knows who asks with this key, or with none; null where the key says it. */
    Authorization authorization(Provider provider, String key) {
        String auth = provider.auth(key);
        if (auth == null || provider.grant() == null) {
            return auth == null ? null : others.get(new Kind(auth, provider.line()), this::of);
        }
        return granted.get(
                new Client(provider.grant(), provider.line()),
                client -> Granted.by(
                        new TokenEndpoint(
                                client.grant(),
                                () -> clients.apply(client.line()),
                                TokenEndpoint.LONGEST,
                                watchdog,
                                clock),
                        clock));
    }

    @Override
    public void retain(NamesInUse names) {
        turns.keySet().removeIf(provider -> !names.haveProvider(provider));
    }

    /** Another key than one that was refused; null if there is none. */
    String otherThan(Provider provider, String refused) {
        Turn turn = turns.get(provider.name());
        if (turn == null
                || turn.before.isBlank()
                || !turn.places.equals(placesOf(provider))
                || turn.since.plus(overlap).isBefore(clock.instant())) {
            return null;
        }
        return refused.equals(turn.key) ? turn.before : refused.equals(turn.before) ? turn.key : null;
    }
}
