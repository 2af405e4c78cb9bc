package dev.serai.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.serai.support.MovedClock;
import dev.serai.support.Script;
import dev.serai.support.SelfSigned;
import dev.serai.wire.Json;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets of Vault's key/value engines, and how it knows who asks. */
class HashicorpVaultTest {

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

    private HashicorpVault vault() {
        return vault("token", server.token());
    }

    @Test
    void secret_isReadInBothVersions() throws Exception {
        server.put("llm/open ai", "key", "the-old-key");
        server.put("llm/open ai", "key", "the-new-key");
        server.put("llm/open ai", "other", "x");

        assertThat(vault().read("secret:llm/open%20ai#key"))
                .as("no path is decoded")
                .isNull();
        server.put("llm/plain", "key", "the-old-key");
        server.put("llm/plain", "key", "the-new-key");
        assertThat(vault().read("secret:llm/plain#key")).isEqualTo("the-new-key");
        assertThat(vault().read("secret:llm/plain#key@1")).isEqualTo("the-old-key");
        assertThat(vault().read("secret:llm/plain")).as("its only field").isEqualTo("the-new-key");
        assertThat(vault().read("kv:llm/plain#key")).isEqualTo("the-new-key");
        assertThat(server.paths()).contains("kv/llm/plain", "secret/data/llm/plain?version=1");
        assertThat(server.asked.get(0).headers()).containsEntry("x-vault-request", "true");
    }

    @Test
    void whatIsNotThere_isNone() throws Exception {
        server.put("some", "key", "x");

        assertThat(vault().read("secret:none#key")).isNull();
        assertThat(vault().read("secret:some#other")).isNull();
        assertThat(vault().read("secret:some#key@9")).isNull();
    }

    @Test
    void secretThatIsNoText_isRefused() {
        server.put(
                "two", Json.MAPPER.createObjectNode().put("a", "the-secret-a").put("b", "the-secret-b"));
        server.put("deep", Json.MAPPER.createObjectNode().set("a", Json.MAPPER.createObjectNode()));

        assertThatThrownBy(() -> vault().read("secret:two"))
                .hasMessageContaining("name one of them")
                .message()
                .doesNotContain("the-secret");
        assertThatThrownBy(() -> vault().read("secret:deep#a")).hasMessageContaining("no text");
        assertThatThrownBy(() -> vault().read("kv:two#a@1")).hasMessageContaining("no versions");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"secret", "secret:", ":a#b", "secret:../sys/raw#a", "secret:a//b#c", "..:a#b", "secret:a#b@x"})
    void nameThatIsNone_isAMistakeOfTheFile(String name) {
        assertThatThrownBy(() -> vault().read(name)).isInstanceOf(IllegalArgumentException.class);
        assertThat(server.asked).isEmpty();
    }

    @Test
    void redirect_takesTheTokenNowhere() {
        try (FakeVault other = new FakeVault()) {
            server.instead = Script.json(307, "{}", "Location: " + other.url() + "/v1/secret/data/a");
            assertThatThrownBy(() -> vault().read("secret:a#b")).hasMessageContaining("redirect");
            assertThat(other.asked).isEmpty();
        }
    }

    @Test
    void answerWithoutEnd_isNotTakenIn() {
        server.instead = Script.json(200, "{\"data\":\"" + "x".repeat(2 << 20) + "\"}");

        assertThatThrownBy(() -> vault().read("secret:a#b"))
                .isInstanceOf(Unread.class)
                .hasMessageContaining("1048576 bytes");
    }

    @Test
    void vaultThatAnswersNonsense_isRefused() {
        server.instead = Script.typed(502, "text/html", "<html>the-secret-of-a-proxy</html>");

        assertThatThrownBy(() -> vault().read("secret:a#b"))
                .hasMessageContaining("502")
                .message()
                .doesNotContain("the-secret");
    }

    @Test
    void namespace_isSaid() throws Exception {
        vault("token", server.token(), "namespace", "team-1").read("secret:a#b");

        assertThat(server.asked)
                .allSatisfy(it -> assertThat(it.headers()).containsEntry("x-vault-namespace", "team-1"));
    }

    @Test
    void nobodyToAsk_isSaid() {
        assertThatThrownBy(() -> vault("token", "x", "address", "").read("secret:a#b"))
                .hasMessageContaining("VAULT_ADDR");
        assertThatThrownBy(() -> vault("namespace", "x").read("secret:a#b")).hasMessageContaining("VAULT_ROLE_ID");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"vault:8200", "ftp://vault", "https://user:password@vault", "https://vault?x=1", "https:///"})
    void addressThatIsNone_endsTheStart(String address) {
        assertThatThrownBy(() -> server.settings("address", address))
                .hasMessageContaining("VAULT_ADDR")
                .message()
                .doesNotContain("password");
    }

    @Test
    void authority_isTrustedByItsFile() throws Exception {
        try (SelfSigned secured = new SelfSigned(10)) {
            String address = "https://localhost:" + secured.port();
            Path authority = secured.certificate(folder);

            assertThatThrownBy(() -> vault("token", "x", "address", address).read("secret:a#b"))
                    .hasMessageContaining("PKIX");
            assertThatThrownBy(() -> vault("token", "x", "address", address, "ca-certificates", authority.toString())
                            .read("secret:a#b"))
                    .message()
                    .doesNotContain("PKIX");
        }
    }
}
