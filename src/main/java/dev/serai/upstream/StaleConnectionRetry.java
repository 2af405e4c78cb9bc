package dev.serai.upstream;

import java.io.IOException;
import java.net.SocketException;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.client5.http.classic.ExecRuntime;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;

/**
 * Sends a request once more, on a new connection, if the pooled one that it was sent on turned out to be closed: providers
 * close idle connections, and some do it just when we send. What fails on a new connection, after the first byte of an
 * answer, or later than a closed connection would, may have cost the provider work, and is not repeated here.
 */
final class StaleConnectionRetry implements ExecChainHandler {

    /** A closed connection is known to be so after about one round trip. */
    private static final long SOON_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** The connection was closed before the request came. */
    private static final class Stale extends IOException {

        private static final long serialVersionUID = 1L;

        Stale(IOException cause) {
            super(cause);
        }
    }

    /** What a connection had done before a request was sent on it. */
    record Before(EndpointDetails connection, long requests, long bytes, long nanos) {

        static Before of(HttpClientConnection connection) {
            EndpointDetails counts = connection.getEndpointDetails();
            return new Before(counts, counts.getRequestCount(), counts.getReceivedBytesCount(), System.nanoTime());
        }

        /** What to throw for the request's failure. */
        IOException judge(IOException failure) {
            boolean closed = failure instanceof NoHttpResponseException || failure instanceof SocketException;
            boolean unanswered = connection.getReceivedBytesCount() == bytes;
            return closed && unanswered && requests > 0 && System.nanoTime() - nanos < SOON_NANOS
                    ? new Stale(failure)
                    : failure;
        }
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        HttpEntity body = scope.originalRequest.getEntity();
        if (body instanceof SentEntity sent && !sent.isSentAgain()) {
            connectAnew(scope);
        }
        try {
            return chain.proceed(request, scope);
        } catch (Stale e) {
            if (body instanceof SentEntity sent ? !sent.isSentAgain() : body != null && !body.isRepeatable()) {
                throw e;
            }
            if (body instanceof SentEntity sent) {
                if (sent.call().brokenOff()) { // it was us who closed the connection
                    throw e;
                }
                sent.repeats();
            }
            connectAnew(scope);
            ClassicHttpRequest again =
                    ClassicRequestBuilder.copy(scope.originalRequest).build();
            again.setEntity(request.getEntity());
            return chain.proceed(again, scope);
        }
    }

    /** Other connections of the pool may be as stale. */
    private static void connectAnew(ExecChain.Scope scope) throws IOException {
        ExecRuntime runtime = scope.execRuntime;
        runtime.acquireEndpoint(scope.exchangeId, scope.route, null, scope.clientContext);
        try {
            runtime.disconnectEndpoint();
        } catch (IOException e) {
            runtime.discardEndpoint();
            throw e;
        }
    }
}
