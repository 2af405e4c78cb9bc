package dev.serai.upstream;

import dev.serai.provider.Line;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolStats;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * A pool of connections for all providers, and one for each line that is secured by certificates of its own, while a generation
 * has such a line.
 */
final class ConnectionPools {

    private static final TimeValue CHECK_IDLE_AFTER = TimeValue.ofSeconds(2);
    private static final TimeValue KEEP_FOR = TimeValue.ofMinutes(5);

    /** Of each connection, three times: a chat of the usual size is sent at once with its head. */
    private static final int BUFFER = 1 << 12;

    /**
     * What a provider may say in a head, in the trailers and in the lines between chunks: a few times what any says, and
     * little enough for as many as there may be connections.
     */
    private static final Http1Config HEADS = Http1Config.custom()
            .setMaxLineLength(16 << 10)
            .setMaxHeaderCount(128)
            .setMaxEmptyLineCount(4)
            .setBufferSize(BUFFER)
            .build();

    private final int most;
    private final Certificates certificates;
    private final PoolingHttpClientConnectionManager ofAll;
    private final Map<Line, Secured> secured = new ConcurrentHashMap<>();

    /** A line's pool, and how many generations use it. */
    private record Secured(PoolingHttpClientConnectionManager pool, int users) {

        Secured with(int more) {
            return new Secured(pool, users + more);
        }
    }

    /**
     * Opens the one for all.
     *
     * @param most connections at a time in one pool, to one provider and in all
     * @param certificates secures them, and notes by what
     */
    ConnectionPools(int most, Certificates certificates) {
        this.most = most;
        this.certificates = certificates;
        this.ofAll = open(certificates);
    }

    private PoolingHttpClientConnectionManager open(TlsSocketStrategy tls) {
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setTlsSocketStrategy(tls)
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(HEADS)
                        .responseOutOfOrderStrategy(EarlyAnswer.WATCH)
                        .build())
                .setMaxConnPerRoute(most)
                .setMaxConnTotal(most)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setValidateAfterInactivity(CHECK_IDLE_AFTER)
                        .setTimeToLive(KEEP_FOR)
                        .build())
                .build();
    }

    PoolingHttpClientConnectionManager ofAll() {
        return ofAll;
    }

    /** The one for all as a generation sees it. */
    HttpClientConnectionManager shared() {
        return new Shared(ofAll);
    }

    /** Has a line's pool be there for one generation more, whatever certificates are in its files. */
    void use(Line line) {
        if (line.isSecured()) {
            secured.compute(
                    line.withoutProxy(),
                    (its, there) ->
                            there == null ? new Secured(open(certificates.noted(new LineTls(its))), 1) : there.with(1));
        }
    }

    /** The end of that: without generations its connections are closed. */
    void leave(Line line) {
        if (line.isSecured()) {
            secured.computeIfPresent(line.withoutProxy(), (its, there) -> {
                if (there.users() > 1) {
                    return there.with(-1);
                }
                there.pool().close(CloseMode.GRACEFUL);
                return null;
            });
        }
    }

    /**
     * That of a line.
     *
     * @throws IllegalStateException if no generation has such a line any more
     */
    HttpClientConnectionManager shared(Line line) {
        if (!line.isSecured()) {
            return shared();
        }
        Secured its = secured.get(line.withoutProxy());
        if (its == null) {
            throw new IllegalStateException("no provider has this line any more: " + line);
        }
        return new Shared(its.pool());
    }

    int sum(ToIntFunction<PoolStats> figure) {
        return all().stream()
                .mapToInt(pool -> figure.applyAsInt(pool.getTotalStats()))
                .sum();
    }

    int most() {
        return most * all().size();
    }

    private List<PoolingHttpClientConnectionManager> all() {
        List<PoolingHttpClientConnectionManager> all = new ArrayList<>();
        secured.values().forEach(its -> all.add(its.pool()));
        all.add(ofAll);
        return all;
    }

    void close() {
        all().forEach(pool -> pool.close(CloseMode.GRACEFUL));
    }

    /** A pool as a generation sees it: a component closes what it was given when it stops, others still use it. */
    private record Shared(PoolingHttpClientConnectionManager pool) implements HttpClientConnectionManager {

        @Override
        public org.apache.hc.client5.http.io.LeaseRequest lease(
                String id, org.apache.hc.client5.http.HttpRoute route, Timeout requestTimeout, Object state) {
            return pool.lease(id, route, requestTimeout, state);
        }

        @Override
        public void release(ConnectionEndpoint endpoint, Object newState, TimeValue validDuration) {
            pool.release(endpoint, newState, validDuration);
        }

        @Override
        public void connect(ConnectionEndpoint endpoint, TimeValue connectTimeout, HttpContext context)
                throws IOException {
            pool.connect(endpoint, connectTimeout, context);
        }

        @Override
        public void upgrade(ConnectionEndpoint endpoint, HttpContext context) throws IOException {
            pool.upgrade(endpoint, context);
        }

        @Override
        public void close() {}

        @Override
        public void close(CloseMode closeMode) {}
    }
}
