package dev.serai.upstream;

import dev.serai.call.UpstreamBody;
import dev.serai.memory.Holder;
import dev.serai.memory.Holding;
import dev.serai.time.Watchdog;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.httpcomponents.hc5.PoolingHttpClientConnectionManagerMetricsBinder;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.pool.PoolStats;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The connections to providers, shared by all routes of all generations. {@code application.yaml} says how Camel's HTTP
 * components use them: without cookies, redirects, decompression and retries behind our back, but for the one of
 * {@link StaleConnectionRetry}.
 */
public final class UpstreamConnections implements Holder, AutoCloseable {

    private static final TimeValue CHECK_IDLE_AFTER = TimeValue.ofSeconds(2);
    private static final TimeValue KEEP_FOR = TimeValue.ofMinutes(5);

    /**
     * What a provider may say in a head, in the trailers and in the lines between chunks: a few times what any says, and
     * little enough for as many as there may be connections.
     */
    private static final Http1Config HEADS = Http1Config.custom()
            .setMaxLineLength(16 << 10)
            .setMaxHeaderCount(128)
            .setMaxEmptyLineCount(4)
            .build();

    private final PoolingHttpClientConnectionManager pool;
    private final int most;
    private final Watchdog watchdog;

    /**
     * Opens the pool.
     *
     * @param most connections at a time, to one provider and in all
     * @param watchdog breaks off what takes too long
     * @param certificates secures them, and notes by what
     */
    public UpstreamConnections(int most, Watchdog watchdog, Certificates certificates) {
        this.most = most;
        this.watchdog = watchdog;
        this.pool = PoolingHttpClientConnectionManagerBuilder.create()
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.LAX)
                .setTlsSocketStrategy(certificates)
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

    /** Shows what the pool does as metrics. */
    public void show(MeterRegistry meters) {
        new PoolingHttpClientConnectionManagerMetricsBinder(pool, "upstream").bindTo(meters);
    }

    /** Makes a generation's {@code http} or {@code https} component use these connections. */
    public void use(HttpComponent component) {
        component.setClientConnectionManager(new Shared(pool));
        component.setHttpClientConfigurer(this::configure);
    }

    /** Connections that serve a request or a stream at the moment. */
    int leased() {
        return pool.getTotalStats().getLeased();
    }

    @Override
    public List<Holding> holdings() {
        PoolStats stats = pool.getTotalStats();
        return List.of(
                // a hedge has a second one
                Holding.ofRequests("provider-connections", stats.getLeased(), 2),
                Holding.bounded("provider-connections-idle", stats.getAvailable(), most));
    }

    private void configure(HttpClientBuilder client) {
        client.setConnectionManagerShared(true);
        client.setRequestExecutor(new Exchanges());
        // the last is the outermost
        client.addExecInterceptorFirst("second-try", new StaleConnectionRetry());
        client.addExecInterceptorFirst("upstream-body", UpstreamConnections::wrapBody);
        client.addExecInterceptorFirst("break-off", new BreakOff(watchdog));
    }

    private static ClassicHttpResponse wrapBody(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        ClassicHttpResponse response = chain.proceed(request, scope);
        HttpEntity entity = response.getEntity();
        if (entity != null) {
            response.setEntity(new HttpEntityWrapper(entity) {
                private UpstreamBody body;

                @Override
                public InputStream getContent() throws IOException {
                    if (body == null) {
                        body = new UpstreamBody(super.getContent(), entity.getContentLength(), () -> {
                            if (scope.execRuntime.isEndpointAcquired()) {
                                scope.execRuntime.discardEndpoint();
                            }
                        });
                    }
                    return body;
                }
            });
        }
        return response;
    }

    @Override
    public void close() {
        pool.close(CloseMode.GRACEFUL);
    }

    /** The pool as a generation sees it: a component closes what it was given when it stops, others still use it. */
    private record Shared(PoolingHttpClientConnectionManager pool) implements HttpClientConnectionManager {

        @Override
        public org.apache.hc.client5.http.io.LeaseRequest lease(
                String id, org.apache.hc.client5.http.HttpRoute route, Timeout requestTimeout, Object state) {
            return pool.lease(id, route, requestTimeout, state);
        }

        @Override
        public void release(
                org.apache.hc.client5.http.io.ConnectionEndpoint endpoint, Object newState, TimeValue validDuration) {
            pool.release(endpoint, newState, validDuration);
        }

        @Override
        public void connect(
                org.apache.hc.client5.http.io.ConnectionEndpoint endpoint,
                TimeValue connectTimeout,
                HttpContext context)
                throws IOException {
            pool.connect(endpoint, connectTimeout, context);
        }

        @Override
        public void upgrade(org.apache.hc.client5.http.io.ConnectionEndpoint endpoint, HttpContext context)
                throws IOException {
            pool.upgrade(endpoint, context);
        }

        @Override
        public void close() {}

        @Override
        public void close(CloseMode closeMode) {}
    }
}
