package dev.serai.upstream;

import dev.serai.call.UpstreamBody;
import dev.serai.memory.Holder;
import dev.serai.memory.Holding;
import dev.serai.provider.Line;
import dev.serai.provider.Provider;
import dev.serai.time.Watchdog;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.httpcomponents.hc5.PoolingHttpClientConnectionManagerMetricsBinder;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.apache.hc.core5.pool.PoolStats;

/**
 * The connections to providers, shared by all routes of all generations. {@code application.yaml} says how Camel's HTTP
 * components use them: without cookies, redirects, decompression and retries behind our back, but for the one of
 * {@link StaleConnectionRetry}.
 */
public final class UpstreamConnections implements Holder, AutoCloseable {

    private final ConnectionPools pools;
    private final Watchdog watchdog;

    /**
     * Opens the pool for all.
     *
     * @param most connections at a time in one pool, to one provider and in all
     * @param watchdog breaks off what takes too long
     * @param certificates secures them, and notes by what
     */
    public UpstreamConnections(int most, Watchdog watchdog, Certificates certificates) {
        this.watchdog = watchdog;
        this.pools = new ConnectionPools(most, certificates);
    }

    /** Shows what the pool does as metrics. */
    public void show(MeterRegistry meters) {
        new PoolingHttpClientConnectionManagerMetricsBinder(pools.ofAll(), "upstream").bindTo(meters);
    }

    /** Makes a generation's {@code http} or {@code https} component use these connections. */
    public void use(HttpComponent component) {
        component.setClientConnectionManager(pools.shared());
        component.setHttpClientConfigurer(client -> configure(client, Line.PLAIN, null, null));
    }

    /**
     * Makes a generation's requests to its providers go by their lines, and with another key where one is refused.
     * {@link #release} is to follow.
     */
    public void lead(CamelContext context, Collection<Provider> providers, Keys keys) {
        Map<String, Provider> byName = new HashMap<>();
        providers.forEach(provider -> byName.put(provider.name(), provider));
        Lines lines =
                new Lines(pools, byName.values().stream().map(Provider::line).toList());
        context.getCamelContextExtension().addContextPlugin(Lines.class, lines);
        context.getCamelContextExtension().registerEndpointCallback((uri, endpoint) -> {
            if (endpoint instanceof HttpEndpoint http) {
                Provider provider = byName.get(http.getHttpUri().getAuthority());
                if (provider != null) {
                    http.setClientConnectionManager(pools.shared(provider.line()));
                    http.setHttpClientConfigurer(client -> configure(client, provider.line(), provider, keys));
                }
            }
            return endpoint;
        });
    }

    /** Closes the connections of a context that is no more, as far as they are on lines that no other has. */
    public static void release(CamelContext context) {
        Lines lines = context.getCamelContextExtension().getContextPlugin(Lines.class);
        if (lines != null) {
            lines.close();
        }
    }

    /** Those that a generation has. */
    private static final class Lines {

        private final ConnectionPools pools;
        private List<Line> used;

        Lines(ConnectionPools pools, List<Line> used) {
            this.pools = pools;
            this.used = used;
            used.forEach(pools::use);
        }

        synchronized void close() {
            used.forEach(pools::leave);
            used = List.of();
        }
    }

    /** A client for what is asked on a line besides. */
    public HttpClient client(Line line) {
        HttpClientBuilder client = HttpClients.custom()
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableContentCompression();
        client.setConnectionManager(pools.shared(line));
        configure(client, line, null, null);
        return client.build();
    }

    /** Connections that serve a request or a stream at the moment. */
    int leased() {
        return pools.sum(PoolStats::getLeased);
    }

    @Override
    public List<Holding> holdings() {
        return List.of(
                // a hedge has a second one
                Holding.ofRequests("provider-connections", leased(), 2),
                Holding.bounded("provider-connections-idle", pools.sum(PoolStats::getAvailable), pools.most()));
    }

    private void configure(HttpClientBuilder client, Line line, Provider provider, Keys keys) {
        client.setConnectionManagerShared(true);
        client.setRequestExecutor(new Exchanges());
        if (line.proxy() != null) {
            goThrough(line.proxy(), client);
        }
        // the last is the outermost
        client.addExecInterceptorFirst("second-try", new StaleConnectionRetry());
        if (provider != null) {
            client.addExecInterceptorFirst("second-key", new SecondKey(provider, keys));
        }
        client.addExecInterceptorFirst("upstream-body", UpstreamConnections::wrapBody);
        client.addExecInterceptorFirst("break-off", new BreakOff(watchdog));
        client.addExecInterceptorFirst("upgrade", new Upgrade());
    }

    private static void goThrough(URI proxy, HttpClientBuilder client) {
        HttpHost host = new HttpHost(proxy.getScheme(), proxy.getHost(), proxy.getPort());
        client.setProxy(host);
        String[] who = proxy.getUserInfo() == null
                ? new String[0]
                : proxy.getUserInfo().split(":", 2);
        if (who.length == 2) {
            BasicCredentialsProvider credentials = new BasicCredentialsProvider();
            credentials.setCredentials(
                    new AuthScope(host), new UsernamePasswordCredentials(who[0], who[1].toCharArray()));
            client.setDefaultCredentialsProvider(credentials);
        }
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
        pools.close();
    }
}
