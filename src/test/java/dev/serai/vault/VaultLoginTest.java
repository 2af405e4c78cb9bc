package dev.serai.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.credentials.NoCredentials;
import dev.serai.support.MovedClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How Vault knows the gateway: by tokens that are given, and by logins. */
class VaultLoginTest {

    private final FakeVault server = new FakeVault();
    private final MovedClock clock = MovedClock.standing();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        server.close();
    }

    private HashicorpVault vault(String... settings) {
        return new HashicorpVault(server.settings(settings), clock);
    }

    private VaultLogin login(String... settings) {
        VaultSettings all = server.settings(settings);
        return new VaultLogin(all, new VaultApi(all), clock);
    }

    @Test
    void appRole_logsIn_andIsRenewed() throws Exception {
        Path secret = Files.writeString(folder.resolve("secret-id"), "the-secret-of-the-role\n");
        VaultLogin login = login("app-role.role-id", "the-role", "app-role.secret-id-file", secret.toString());

        String token = login.fetch().value();
        assertThat(login.fetch().value()).as("renewed").isEqualTo(token);
        assertThat(server.logins()).isEqualTo(1);
        server.life = 600; // of an hour: the most that it may live is near
        assertThat(login.fetch().value()).isNotEqualTo(token);
        assertThat(server.logins()).isEqualTo(2);
    }

    @Test
    void kubernetes_logsInWithThePodsToken() throws Exception {
        Path jwt = Files.writeString(folder.resolve("token"), "the-jwt-of-the-pod");
        server.put("a", "b", "the-value");

        assertThat(vault("kubernetes.role", "serai", "kubernetes.token-file", jwt.toString())
                        .read("secret:a#b"))
                .isEqualTo("the-value");
    }

    @Test
    void loginThatIsRefused_isToldWithoutTheSecret() {
        assertThatThrownBy(() -> login("app-role.role-id", "the-role", "app-role.secret-id", "a-wrong-secret-id")
                        .fetch())
                .isInstanceOf(NoCredentials.class)
                .hasMessageContaining("auth/approle")
                .message()
                .doesNotContain("a-wrong-secret-id");
    }

    @Test
    void tokenThatIsRevoked_isReplaced() throws Exception {
        server.put("a", "b", "the-value");
        HashicorpVault vault = vault("app-role.role-id", "the-role", "app-role.secret-id", "the-secret-of-the-role");
        vault.read("secret:a#b");
        server.tokens.clear();
        clock.pass(Duration.ofMinutes(1));

        assertThatThrownBy(() -> vault.read("secret:a#b")).hasMessageContaining("403");
        assertThat(vault.read("secret:a#b")).isEqualTo("the-value");
        assertThat(server.logins()).isEqualTo(2);
    }

    @Test
    void tokenInAFile_isReadAnew() throws Exception {
        Path file = Files.writeString(folder.resolve("sink"), server.token() + "\n");
        VaultLogin login = login("token-file", file.toString());

        assertThat(login.fetch().value()).isEqualTo(server.token());
        Files.writeString(file, "hvs.the-next-token");
        assertThat(login.fetch().value()).isEqualTo("hvs.the-next-token");
    }

    @Test
    void tokenOfTwoLines_isNotSent() {
        assertThatThrownBy(() -> login("token", "the-token\r\nX-Other: 1").fetch())
                .isInstanceOf(NoCredentials.class)
                .message()
                .doesNotContain("the-token\r");
        assertThat(server.asked).isEmpty();
    }
}
