package dev.serai.vault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.credentials.Fetch;
import dev.serai.files.SmallFile;
import dev.serai.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;

/**
 * The HTTP API of HashiCorp Vault, which OpenBao has as well. No redirect is followed: it would take the token elsewhere.
 *
 * @see <a href="https://developer.hashicorp.com/vault/api-docs">the API</a>
 */
final class VaultApi {

    private static final int LONGEST_FILE = 1 << 20;

    private final VaultSettings settings;
    private Fetch fetch;

    VaultApi(VaultSettings settings) {
        this.settings = settings;
    }

    /**
     * What was answered.
     *
     * @param body missing where it is no JSON
     */
    record Answer(int status, JsonNode body) {

        boolean isOk() {
            return status == 200;
        }

        /** For people. */
        String told() {
            return "HTTP " + status
                    + switch (status) {
                        case 403 -> ", the token may not do that";
                        case 503 -> ", as when it is sealed";
                        default -> status >= 300 && status < 400 ? ", a redirect, which is not followed" : "";
                    };
        }
    }

    /**
     * Asks, or tells.
     *
     * @param path below {@code /v1/}, as it stands in a URL
     * @param body null for a GET
     * @param token null for a login
     * @throws Unread if nobody answers
     */
    Answer send(String path, JsonNode body, String token) throws Unread {
        String root = settings.address().replaceAll("/+$", "");
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(root + "/v1/" + path)).header("X-Vault-Request", "true");
        if (!settings.namespace().isBlank()) {
            request.header("X-Vault-Namespace", settings.namespace().strip());
        }
        if (token != null) {
            request.header("X-Vault-Token", token);
        }
        if (body != null) {
            request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body.toString()));
        }
        try {
            HttpResponse<byte[]> answer = fetch().send(request.build());
            return new Answer(answer.statusCode(), json(answer.body()));
        } catch (IOException e) {
            if (e.getCause() instanceof SSLException) {
                forget(); // the authorities' file may have been renewed
            }
            throw Unread.away(settings.address() + " cannot be asked: " + e.getMessage());
        }
    }

    private static JsonNode json(byte[] body) throws IOException {
        try {
            return body.length == 0 ? Json.MAPPER.missingNode() : Json.parse(body);
        } catch (JsonProcessingException e) { // what a proxy says; its text is for nobody
            return Json.MAPPER.missingNode();
        }
    }

    private synchronized Fetch fetch() throws IOException {
        if (fetch == null) {
            fetch = new Fetch(settings.timeout(), settings.timeout(), true, trusted());
        }
        return fetch;
    }

    private synchronized void forget() {
        fetch = null;
    }

    private SSLContext trusted() throws IOException {
        if (settings.caCertificates().isBlank()) {
            return null;
        }
        try {
            String pem = SmallFile.text(Path.of(settings.caCertificates()), LONGEST_FILE);
            PemSslStoreDetails authorities = PemSslStoreDetails.forCertificate(pem);
            return SslBundle.of(new PemSslStoreBundle(null, authorities)).createSslContext();
        } catch (RuntimeException e) {
            throw new IOException(settings.caCertificates() + " cannot be used: " + e.getMessage(), e);
        }
    }
}
