package dev.serai.support;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLSession;

/**
 * An answer read as far as it came: a stream that was cut has no proper end, and a client has the text all the same.
 *
 * @param brokeOff whether the connection was closed amid the body
 */
public record WholeText(HttpResponse<InputStream> response, String body, boolean brokeOff)
        implements HttpResponse<String> {

    /** Sends a request and reads its answer. */
    public static WholeText of(HttpClient client, HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean cut = false;
        try (InputStream in = response.body()) {
            in.transferTo(bytes);
        } catch (IOException e) {
            cut = true;
        }
        return new WholeText(response, bytes.toString(StandardCharsets.UTF_8), cut);
    }

    /** Sends a request, and reads its answer in a thread of its own. */
    public static CompletableFuture<HttpResponse<String>> later(HttpClient client, HttpRequest request) {
        CompletableFuture<HttpResponse<String>> answer = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            try {
                answer.complete(of(client, request));
            } catch (IOException | InterruptedException e) {
                answer.completeExceptionally(e);
            }
        });
        reader.setDaemon(true);
        reader.start();
        return answer;
    }

    @Override
    public int statusCode() {
        return response.statusCode();
    }

    @Override
    public HttpRequest request() {
        return response.request();
    }

    @Override
    public Optional<HttpResponse<String>> previousResponse() {
        return Optional.empty();
    }

    @Override
    public HttpHeaders headers() {
        return response.headers();
    }

    @Override
    public Optional<SSLSession> sslSession() {
        return response.sslSession();
    }

    @Override
    public URI uri() {
        return response.uri();
    }

    @Override
    public HttpClient.Version version() {
        return response.version();
    }
}
