package dev.serai.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.credentials.NoCredentials;
import dev.serai.credentials.Renewed;
import dev.serai.files.SmallFile;
import dev.serai.log.Secrets;
import dev.serai.wire.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/**
 * How Vault knows the gateway: by a token that is given, or by one that it gets for a login. Those that can be renewed are,
 * before they end; at the end of what they can be renewed to, there is another login.
 *
 * @see <a href="https://developer.hashicorp.com/vault/api-docs/auth/token">tokens</a>
 * @see <a href="https://developer.hashicorp.com/vault/api-docs/auth/approle">AppRole</a>
 * @see <a href="https://developer.hashicorp.com/vault/api-docs/auth/kubernetes">Kubernetes</a>
 */
final class VaultLogin implements Renewed.Source<String> {

    private static final int LONGEST = 1 << 16;

    /** Of one that does not end, or whose end is not told: so long a file is not read again. */
    private static final Duration LONG = Duration.ofMinutes(20);

    private final VaultSettings settings;
    private final VaultApi api;
    private final InstantSource clock;
    private Token held;

    /**
     * A token.
     *
     * @param life when it was new
     */
    private record Token(String text, Duration life, boolean renewable) {}

    VaultLogin(VaultSettings settings, VaultApi api, InstantSource clock) {
        this.settings = settings;
        this.api = api;
        this.clock = clock;
    }

    /** One at a time. */
    @Override
    public Renewed.Lease<String> fetch() throws NoCredentials {
        try {
            Duration life = renewed();
            if (life == null) {
                held = isGiven() ? given() : login();
                life = held.life();
            }
            return new Renewed.Lease<>(held.text(), clock.instant().plus(life));
        } catch (Unread e) {
            throw NoCredentials.failed(e.getMessage(), e);
        }
    }

    private boolean isGiven() {
        return !settings.token().isBlank() || !settings.tokenFile().isBlank();
    }

    /** For how long the one that there is lives on; null where another one is needed. */
    private Duration renewed() throws Unread {
        if (held == null || !held.renewable() || (isGiven() && !text().equals(held.text()))) {
            return null;
        }
        VaultApi.Answer answer = api.send("auth/token/renew-self", Json.MAPPER.createObjectNode(), held.text());
        Duration life = seconds(answer.body().at("/auth/lease_duration"));
        boolean whole = life.multipliedBy(2).compareTo(held.life()) >= 0; // it nears the most that it may live
        return answer.isOk() && !life.isZero() && (whole || isGiven()) ? life : null;
    }

    private String text() throws Unread {
        return line(
                settings.token().isBlank()
                        ? file(settings.tokenFile(), "VAULT_TOKEN_FILE")
                        : settings.token().strip(),
                "the token");
    }

    /** What is known of a token that somebody else has made; one that is refused shows where it is used. */
    private Token given() throws Unread {
        String text = text();
        VaultApi.Answer answer = api.send("auth/token/lookup-self", null, text);
        Duration life = seconds(answer.body().at("/data/ttl"));
        boolean ends = answer.isOk() && !life.isZero();
        return new Token(
                text,
                ends ? life : LONG,
                ends && answer.body().at("/data/renewable").asBoolean());
    }

    private Token login() throws Unread, NoCredentials {
        ObjectNode shown = Json.MAPPER.createObjectNode();
        String mount;
        if (!settings.appRole().roleId().isBlank()) {
            mount = settings.appRole().mount();
            shown.put("role_id", settings.appRole().roleId().strip());
            String secret = settings.appRole().secretIdFile().isBlank()
                    ? settings.appRole().secretId().strip()
                    : file(settings.appRole().secretIdFile(), "VAULT_SECRET_ID_FILE");
            Secrets.known().add(secret);
            shown.put("secret_id", secret);
        } else if (!settings.kubernetes().role().isBlank()) {
            mount = settings.kubernetes().mount();
            shown.put("role", settings.kubernetes().role().strip());
            shown.put("jwt", file(settings.kubernetes().tokenFile(), "VAULT_KUBERNETES_TOKEN_FILE"));
        } else {
            throw NoCredentials.unset(
                    "there is no VAULT_TOKEN, VAULT_TOKEN_FILE, VAULT_ROLE_ID or VAULT_KUBERNETES_ROLE");
        }
        VaultApi.Answer answer = api.send("auth/" + VaultPath.of(mount) + "/login", shown, null);
        JsonNode auth = answer.body().path("auth");
        if (!answer.isOk() || auth.path("client_token").asText("").isEmpty()) {
            throw Unread.away("the login at auth/" + mount + " was refused (" + answer.told() + ")");
        }
        Duration life = seconds(auth.path("lease_duration"));
        return new Token(
                line(auth.path("client_token").asText(), "the token"),
                life.isZero() ? LONG : life,
                !life.isZero() && auth.path("renewable").asBoolean());
    }

    private static Duration seconds(JsonNode figure) {
        return Duration.ofSeconds(
                Math.max(0, Math.min(figure.asLong(0), Duration.ofDays(365).toSeconds())));
    }

    /** Each time anew, since whoever renews it writes it anew. */
    private static String file(String name, String setting) throws Unread {
        try {
            return SmallFile.text(Path.of(name), LONGEST).strip();
        } catch (IOException e) {
            throw Unread.away(
                    "the file that " + setting + " names cannot be read, or is larger than " + LONGEST + " bytes");
        }
    }

    /** What a header may have. */
    private static String line(String text, String what) throws Unread {
        if (text.isEmpty() || text.length() > LONGEST || text.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw Unread.away(what + " is none: it is empty, or not one word");
        }
        return text;
    }
}
