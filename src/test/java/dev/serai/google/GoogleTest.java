package dev.serai.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.client.http.javanet.NetHttpTransport;
import com.sun.net.httpserver.HttpServer;
import dev.serai.credentials.NoCredentials;
import dev.serai.support.MovedClock;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Google's tokens from a file of workload identity and from a metadata server, both on this machine. */
class GoogleTest {

    @TempDir
    Path folder;

    /** A request: method, address, headers that matter and body in one text. */
    private final List<String> asked = new CopyOnWriteArrayList<>();

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final Map<String, String> environment = new ConcurrentHashMap<>();
    private HttpServer server;

    @BeforeEach
    void open() throws IOException {
        environment.put("CLOUDSDK_CONFIG", folder.toString()); // where nobody has logged in
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(path + " " + URLDecoder.decode(body, StandardCharsets.UTF_8));
            String answer = answers.get(path);
            boolean metadata = !path.startsWith("/computeMetadata")
                    || "Google".equals(exchange.getRequestHeaders().getFirst("Metadata-Flavor"));
            byte[] bytes = String.valueOf(answer).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Metadata-Flavor", "Google");
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer == null || !metadata ? 404 : 200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    /** Whatever Google's addresses are, they are here. */
    private HttpURLConnection connection(java.net.URL url) throws IOException {
        String here = "http://127.0.0.1:" + server.getAddress().getPort() + url.getFile();
        return (HttpURLConnection) URI.create(here).toURL().openConnection();
    }

    private Google google() {
        return new Google(
                environment::get,
                MovedClock.running(),
                () -> new NetHttpTransport.Builder()
                        .setConnectionFactory(this::connection)
                        .build());
    }

    private void file(String text) throws IOException {
        environment.put(
                "GOOGLE_APPLICATION_CREDENTIALS",
                Files.writeString(folder.resolve("credentials.json"), text).toString());
    }

    @Test
    void workloadIdentity_exchangesItsToken_andTakesTheAccount() throws Exception {
        Path subject = Files.writeString(folder.resolve("subject"), "a.subject.token");
        file("""
                {"type": "external_account", "subject_token_type": "urn:ietf:params:oauth:token-type:jwt",
                 "audience": "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/k",
                 "token_url": "https://sts.googleapis.com/v1/token", "quota_project_id": "paying",
                 "service_account_impersonation_url":
                  "https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/a@b.iam.gserviceaccount.com:generateAccessToken",
                 "credential_source": {"file": "%s"}}
                """.formatted(subject));
        answers.put("/v1/token", """
                {"access_token": "federated", "issued_token_type": "urn:ietf:params:oauth:token-type:access_token",
                 "token_type": "Bearer", "expires_in": 3600}
                """);
        answers.put(
                "/v1/projects/-/serviceAccounts/a@b.iam.gserviceaccount.com:generateAccessToken",
                "{\"accessToken\": \"ya29.impersonated\", \"expireTime\": \"2099-01-01T00:00:00Z\"}");

        assertThat(google().headers(null))
                .containsEntry("Authorization", "Bearer ya29.impersonated")
                .containsEntry("x-goog-user-project", "paying");
        assertThat(asked.get(0)).contains("subject_token=a.subject.token");
    }

    @Test
    void machine_isAskedForItsToken() throws Exception {
        answers.put(
                "/computeMetadata/v1/instance/service-accounts/default/token",
                "{\"access_token\": \"ya29.machine\", \"expires_in\": 3000, \"token_type\": \"Bearer\"}");

        assertThat(google().headers(null)).containsOnly(Map.entry("Authorization", "Bearer ya29.machine"));
    }

    @Test
    void nothingAnywhere_saysWhereItWasLookedFor() {
        server.stop(0);

        assertThatThrownBy(() -> google().headers(null))
                .isInstanceOf(NoCredentials.class)
                .hasMessageContaining("GOOGLE_APPLICATION_CREDENTIALS")
                .satisfies(e -> assertThat(((NoCredentials) e).isConfigured()).isFalse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[]", "{\"type\":\"service_account\"}", "{\"type\":\"other\"}", "a key"})
    void fileThatIsNoCredentials_isRefused_withoutAWordOfIt(String text) throws Exception {
        file(text);

        assertThatThrownBy(() -> google().headers(null))
                .isInstanceOf(NoCredentials.class)
                .hasMessage("the file of Google's credentials cannot be read as such");
    }
}
