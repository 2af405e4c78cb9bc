package dev.serai.access;

import dev.serai.wire.BoundedBody;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks an issuer: so many bytes at most, and from the first to the last of them within a time that is short. */
public final class IssuerClient {

    private final Duration most;
    private final int mostBytes;
    private final HttpClient client;

    /**
     * Sets its bounds.
     *
     * @param most for one answer, whole
     * @param redirects whether they are followed
     */
    public IssuerClient(Duration most, int mostBytes, Redirect redirects) {
        this.most = most;
        this.mostBytes = mostBytes;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(redirects)
                .connectTimeout(most)
                .build();
    }

    /**
     * The issuer's answer, whatever its status.
     *
     * @param what is asked for, in the plural, for who reads that it was not had
     */
    public HttpResponse<byte[]> send(HttpRequest request, String what) throws IOException {
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, head -> new BoundedBody(mostBytes));
        try {
            return answer.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException("the issuer's " + what + " could not be read: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("the issuer's " + what + " were not there within " + most.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while the issuer's " + what + " were awaited");
        } finally {
            answer.cancel(true); // nothing where it is there
        }
    }
}
