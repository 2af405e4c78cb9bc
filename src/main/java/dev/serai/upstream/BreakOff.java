package dev.serai.upstream;

import java.io.IOException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/**
 * Makes a request to a provider end when its call's client leaves, be it that a connection, its handshake or the answer's
 * head is awaited. The connection is closed, never pooled.
 */
final class BreakOff implements ExecChainHandler {

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        if (!(scope.originalRequest instanceof Cancellable running
                && scope.originalRequest.getEntity() instanceof SentEntity sent)) {
            return chain.proceed(request, scope);
        }
        Call call = sent.call();
        call.waiting().breaksOff(running::cancel);
        try {
            return chain.proceed(request, scope);
        } catch (IOException | HttpException | RuntimeException e) {
            call.requireClient();
            throw e;
        }
    }
}
