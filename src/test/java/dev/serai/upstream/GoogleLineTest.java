package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.credentials.NoCredentials;
import dev.serai.google.Google;
import dev.serai.provider.Line;
import dev.serai.support.FakeUpstream;
import dev.serai.support.MovedClock;
import dev.serai.support.Script;
import dev.serai.time.Watchdog;
import dev.serai.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Google's tokens are had on the line to their provider, from nobody but whom the file names. */
class GoogleLineTest {

    private static final String TOKEN =
            "{\"access_token\":\"ya29.token\",\"token_type\":\"Bearer\",\"expires_in\":3600}";

    @TempDir
    Path folder;

    private final FakeUpstream named = new FakeUpstream();
    private final FakeUpstream elsewhere = new FakeUpstream();
    private final Watchdog watchdog = new Watchdog();
    private final UpstreamConnections connections = new UpstreamConnections(10, watchdog, new Certificates());

    @AfterEach
    void close() throws IOException {
        connections.close();
        watchdog.close();
        named.close();
        elsewhere.close();
    }

    private Google google(Line line, String address) throws Exception {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
        keys.initialize(2048);
        String key = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys.generateKeyPair().getPrivate().getEncoded());
        ObjectNode account = Json.MAPPER.createObjectNode();
        account.put("type", "service_account").put("project_id", "p").put("private_key_id", "k");
        account.put("private_key", "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n");
        account.put("client_email", "a@b.iam.gserviceaccount.com").put("client_id", "1");
        account.put("token_uri", address);
        Path file = Files.writeString(folder.resolve("credentials.json"), account.toString());
        return Google.of(
                Map.of("GOOGLE_APPLICATION_CREDENTIALS", file.toString())::get,
                MovedClock.running(),
                () -> connections.client(line),
                () -> connections.client(line.withoutProxy()),
                watchdog);
    }

    @Test
    void token_isHadFromWhomTheFileNames() throws Exception {
        named.answer(Script.json(200, TOKEN));

        assertThat(google(Line.PLAIN, named.url() + "/token").headers(null))
                .containsEntry("Authorization", "Bearer ya29.token");
        assertThat(named.received().get(0).text()).contains("assertion=");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirect_isNotFollowed(int status) throws Exception {
        elsewhere.answer(Script.json(200, TOKEN));
        named.answer(Script.typed(status, "text/plain", "", "Location: " + elsewhere.url() + "/token"));

        assertThatThrownBy(() -> google(Line.PLAIN, named.url() + "/token").headers(null))
                .isInstanceOf(NoCredentials.class)
                .hasStackTraceContaining("leads elsewhere");
        assertThat(named.received()).isNotEmpty();
        assertThat(elsewhere.received()).isEmpty();
    }

    /** A proxy is told the whole address. */
    @Test
    void token_isHadThroughTheProvidersProxy() throws Exception {
        elsewhere.answer(Script.json(200, TOKEN));
        Line line = new Line(URI.create(elsewhere.url()), Set.of(), Set.of());

        assertThat(google(line, "http://tokens.example/token").headers(null))
                .containsEntry("Authorization", "Bearer ya29.token");
        assertThat(elsewhere.received()).hasSize(1);
        assertThat(named.received()).isEmpty();
    }
}
