package dev.serai.credentials;

import dev.serai.wire.BoundedBody;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks for credentials over HTTP: a few bytes, within seconds. The client is made with the first question. */
public final class Fetch {

    private static final int MOST_BYTES = 1 << 20;

    private final Duration connect;
    private final Duration most;
    private final boolean direct;
    private HttpClient client;

    /**
     * Sets how it asks.
     *
     * @param direct whether a proxy is passed by: what serves this machine alone is not behind one
     */
    public Fetch(Duration connect, Duration most, boolean direct) {
        this.connect = connect;
        this.most = most;
        this.direct = direct;
    }

    /**
     * Sends a request, and waits for its answer.
     *
     * @throws IOException if there is none
     */
    public HttpResponse<byte[]> send(HttpRequest request) throws IOException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                client().sendAsync(request, head -> new BoundedBody(MOST_BYTES));
        try {
            return answer.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException("no answer: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + most.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while it was awaited", e);
        } finally {
            answer.cancel(true); // nothing where it is there
        }
    }

    private synchronized HttpClient client() {
        if (client == null) {
            HttpClient.Builder builder =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(connect);
            client = (direct ? builder.proxy(HttpClient.Builder.NO_PROXY) : builder).build();
        }
        return client;
    }
}
