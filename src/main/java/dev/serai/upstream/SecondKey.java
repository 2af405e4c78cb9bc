package dev.serai.upstream;

import dev.serai.provider.Provider;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;

/**
 * Sends a request once more with another key, where a provider refuses one that has just replaced another or been replaced,
 * or a token that it does not take any more. A refusal costs nothing, and nobody need know of it.
 */
record SecondKey(Provider provider, Keys keys) implements ExecChainHandler {

    static final String AUTHORIZATION = "Authorization";
    static final String BEARER = "Bearer ";

    private static final int LONGEST_REFUSAL = 1 << 14;

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        ClassicHttpResponse response = chain.proceed(request, scope);
        HttpEntity body = request.getEntity();
        if ((response.getCode() != 401 && response.getCode() != 403) || (body != null && !body.isRepeatable())) {
            return response;
        }
        String name = Keys.fetches(provider) ? AUTHORIZATION : provider.parameter("keyHeader");
        String prefix = Keys.fetches(provider) ? BEARER : provider.parameter("keyPrefix");
        Header used = request.getFirstHeader(name);
        String other = used == null || !used.getValue().startsWith(prefix)
                ? null
                : keys.otherThan(provider, used.getValue().substring(prefix.length()));
        if (other == null) {
            return response;
        }
        leave(response, scope);
        ClassicHttpRequest again =
                ClassicRequestBuilder.copy(scope.originalRequest).build();
        again.setHeader(name, prefix + other);
        return chain.proceed(
                again,
                new ExecChain.Scope(scope.exchangeId, scope.route, again, scope.execRuntime, scope.clientContext));
    }

    /** Its connection serves on, if the answer ends soon. */
    private static void leave(ClassicHttpResponse response, ExecChain.Scope scope) throws IOException {
        boolean ended = response.getEntity() == null;
        if (!ended) {
            try (InputStream said = response.getEntity().getContent()) {
                ended = said.readNBytes(LONGEST_REFUSAL).length < LONGEST_REFUSAL;
            }
        }
        if (!ended || scope.execRuntime.isEndpointAcquired()) {
            scope.execRuntime.discardEndpoint();
        }
    }
}
