package dev.serai.access;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import dev.serai.wire.BoundedBody;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Fetches an issuer's key set: so many bytes at most, and from the first to the last of them within a time that is short. */
final class KeySetFetch implements ResourceRetriever {

    private final Duration most;
    private final int mostBytes;
    private final HttpClient client;

    KeySetFetch(Duration most, int mostBytes) {
        this.most = most;
        this.mostBytes = mostBytes;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(Redirect.NORMAL)
                .connectTimeout(most)
                .build();
    }

    @Override
    public Resource retrieveResource(URL address) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address.toString()))
                .header("Accept", "application/json, application/jwk-set+json")
                .build();
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, head -> new BoundedBody(mostBytes));
        try {
            HttpResponse<byte[]> response = answer.get(most.toMillis(), TimeUnit.MILLISECONDS);
            if (response.statusCode() != 200) {
                throw new IOException("the issuer answered " + response.statusCode() + " where its keys should be");
            }
            String type = response.headers().firstValue("Content-Type").orElse(null);
            return new Resource(new String(response.body(), StandardCharsets.UTF_8), type);
        } catch (ExecutionException e) {
            throw new IOException("the issuer's keys could not be read: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("the issuer's keys were not there within " + most.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while the issuer's keys were awaited");
        } finally {
            answer.cancel(true); // nothing where it is there
        }
    }
}
