package dev.serai.upstream;

import dev.serai.breakers.Retryable;
import dev.serai.call.Call;
import dev.serai.call.Deadlines;
import dev.serai.time.Watchdog;
import java.io.IOException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.util.Timeout;

/**
 * Makes a request to a provider end when its call's client leaves or its timers say so, be it that a connection, its
 * handshake or the answer's head is awaited. The connection is closed, never pooled.
 */
record BreakOff(Watchdog watchdog) implements ExecChainHandler {

    static final String CONNECTING = "connect timeout";

    /** Of questions without a call: which models there are. */
    private static final Timeout CONNECT = Timeout.ofSeconds(5);

    private static final Timeout ANSWER = Timeout.ofSeconds(10);

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        if (!(scope.originalRequest instanceof Cancellable running
                && scope.originalRequest.getEntity() instanceof SentEntity sent)) {
            limit(scope.clientContext, CONNECT, ANSWER);
            return chain.proceed(request, scope);
        }
        Call call = sent.call();
        if (sent.isNothing()) {
            request.setEntity(null);
        }
        call.waiting().breaksOff(running::cancel);
        call.tries().deadlines(Deadlines.begin(watchdog, call.tries().timers(), running::cancel));
        limit(scope.clientContext, Timeout.ofMilliseconds(call.tries().timers().connect()), Timeout.DISABLED);
        boolean answered = false;
        try {
            ClassicHttpResponse response = chain.proceed(request, scope);
            answered = true;
            return response;
        } catch (IOException | HttpException | RuntimeException e) {
            call.requireClient();
            if (call.brokenOff()) { // what the HTTP client makes of it says nothing
                throw timedOut(call, call.tries().timerExceeded());
            }
            if (e instanceof ConnectTimeoutException && call.tries().timers().isCallers(CONNECTING)) {
                throw timedOut(call, CONNECTING);
            }
            throw e;
        } finally {
            if (!answered) {
                call.tries().over();
            }
        }
    }

    private static Retryable timedOut(Call call, String timer) {
        call.tries().ends();
        Retryable late = UpstreamErrors.timedOut(call, timer);
        return call.tries().areOfWholeProvider() ? late.ofWholeProvider() : late;
    }

    @SuppressWarnings("deprecation") // what replaces it is for all requests to a provider alike
    private static void limit(HttpClientContext context, Timeout connect, Timeout answer) {
        context.setRequestConfig(RequestConfig.copy(context.getRequestConfigOrDefault())
                .setConnectTimeout(connect)
                .setResponseTimeout(answer)
                .build());
    }
}
