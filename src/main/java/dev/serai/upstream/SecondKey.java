package dev.serai.upstream;

import dev.serai.credentials.Authorization;
import dev.serai.provider.Provider;
import java.io.IOException;
import java.util.Map;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;

/**
 * Sends a request once more with another key, where a provider refuses one that has just replaced another or been replaced,
 * or a token or signature that it does not take any more. A refusal costs nothing, and nobody need know of it.
 */
record SecondKey(Provider provider, Keys keys) implements ExecChainHandler {

    private static final int LONGEST_REFUSAL = 1 << 14;

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        ClassicHttpResponse response = chain.proceed(request, scope);
        if (response.getCode() != 401 && response.getCode() != 403) {
            return response;
        }
        // also where it cannot be sent again: the next one can
        Map<String, String> others = others(scope.originalRequest);
        if (others == null
                || (request.getEntity() != null && !request.getEntity().isRepeatable())) {
            return response;
        }
        leave(response, scope);
        ClassicHttpRequest again =
                ClassicRequestBuilder.copy(scope.originalRequest).build();
        again.setEntity(request.getEntity());
        others.forEach(again::setHeader);
        return chain.proceed(
                again,
                new ExecChain.Scope(scope.exchangeId, scope.route, again, scope.execRuntime, scope.clientContext));
    }

    /** What it is to say of who asks instead; null for nothing else. */
    private Map<String, String> others(ClassicHttpRequest request) throws HttpException {
        String key = provider.parameter("apiKey");
        Authorization authorization = keys.authorization(provider, key);
        if (authorization != null) {
            Header said = request.getFirstHeader(Authorization.HEADER);
            return said == null
                    ? null
                    : authorization.otherHeaders(Authorize.outgoing(request, provider), said.getValue());
        }
        String name = provider.parameter("keyHeader");
        String prefix = provider.parameter("keyPrefix");
        Header said = request.getFirstHeader(name);
        String other = said == null || !said.getValue().startsWith(prefix)
                ? null
                : keys.otherThan(provider, said.getValue().substring(prefix.length()));
        return other == null ? null : Map.of(name, prefix + other);
    }

    /** An answer that was read to its end has given its connection back; else that is closed, and nothing more is read. */
    private static void leave(ClassicHttpResponse response, ExecChain.Scope scope) throws IOException {
        if (response.getEntity() != null) {
            response.getEntity().getContent().readNBytes(LONGEST_REFUSAL);
        }
        if (scope.execRuntime.isEndpointAcquired()) {
            scope.execRuntime.discardEndpoint();
        }
    }
}
