package dev.serai.access;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
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
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, head -> new Bounded());
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

    /** Takes no more than there may be. */
    private final class Bounded implements BodySubscriber<byte[]> {

        private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private Flow.Subscription subscription;

        @Override
        public CompletionStage<byte[]> getBody() {
            return whole;
        }

        @Override
        public void onSubscribe(Flow.Subscription began) {
            subscription = began;
            began.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> more) {
            for (ByteBuffer part : more) {
                if (bytes.size() + part.remaining() > mostBytes) {
                    subscription.cancel();
                    whole.completeExceptionally(new IOException("more than " + mostBytes + " bytes"));
                    return;
                }
                byte[] copy = new byte[part.remaining()];
                part.get(copy);
                bytes.writeBytes(copy);
            }
        }

        @Override
        public void onError(Throwable broke) {
            whole.completeExceptionally(broke);
        }

        @Override
        public void onComplete() {
            whole.complete(bytes.toByteArray());
        }
    }
}
