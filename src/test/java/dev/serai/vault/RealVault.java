package dev.serai.vault;

import dev.serai.support.GatewayTest;
import java.io.File;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.TimeUnit;

/** The development server of a binary: {@code vault} or {@code bao}. */
final class RealVault implements VaultServer {

    private final String binary;
    private final int port;
    private Process process;

    RealVault(String binary) {
        this.binary = binary;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public String url() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public String token() {
        return "root-token-of-the-vault";
    }

    @Override
    public void put(String secret, String field, String value) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/v1/secret/data/" + secret))
                .header("X-Vault-Token", token())
                .POST(BodyPublishers.ofString("{\"data\":{\"" + field + "\":\"" + value + "\"}}"))
                .build();
        HttpResponse<String> answer = GatewayTest.CLIENT.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.body());
        }
    }

    @Override
    public void open() throws Exception {
        if (process != null) {
            return;
        }
        process = new ProcessBuilder(
                        binary,
                        "server",
                        "-dev",
                        "-dev-no-store-token",
                        "-dev-root-token-id=" + token(),
                        "-dev-listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(new File("target/vault.log"))
                .start();
        for (int i = 0; i < 300; i++) {
            try {
                put("began", "at", "all");
                return;
            } catch (java.io.IOException | IllegalStateException e) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        throw new IllegalStateException("the vault does not answer");
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
