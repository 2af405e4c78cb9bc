package dev.serai.access;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Fetches an issuer's key set. */
final class KeySetFetch implements ResourceRetriever {

    private final IssuerClient client;

    KeySetFetch(Duration most, int mostBytes) {
        this.client = new IssuerClient(most, mostBytes, Redirect.NORMAL);
    }

    @Override
    public Resource retrieveResource(URL address) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address.toString()))
                .header("Accept", "application/json, application/jwk-set+json")
                .build();
        HttpResponse<byte[]> response = client.send(request, "keys");
        if (response.statusCode() != 200) {
            throw new IOException("the issuer answered " + response.statusCode() + " where its keys should be");
        }
        String type = response.headers().firstValue("Content-Type").orElse(null);
        return new Resource(new String(response.body(), StandardCharsets.UTF_8), type);
    }
}
