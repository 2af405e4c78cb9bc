package dev.serai.vault;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.credentials.NoCredentials;
import dev.serai.credentials.Renewed;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Secrets of HashiCorp Vault and OpenBao, in key/value engines of both versions.
 *
 * @see <a href="https://developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2">version 2</a>
 * @see <a href="https://developer.hashicorp.com/vault/api-docs/secret/kv/kv-v1">version 1</a>
 * @see <a href="https://developer.hashicorp.com/vault/api-docs/system/internal-ui-mounts">which of them a mount has</a>
 */
final class HashicorpVault implements ValueSource {

    private final VaultSettings settings;
    private final VaultApi api;
    private final Renewed<String> token;
    private final Map<String, Integer> versions = new ConcurrentHashMap<>();

    HashicorpVault(VaultSettings settings, InstantSource clock) {
        this.settings = settings;
        this.api = new VaultApi(settings);
        this.token = new Renewed<>("The token for Vault", new VaultLogin(settings, api, clock), clock, List::of);
    }

    @Override
    public String read(String name) throws Unread {
        KeyValueSecret secret = KeyValueSecret.of(name);
        if (settings.address().isBlank()) {
            throw Unread.refused("VAULT_ADDR is not set");
        }
        String bearer = token();
        boolean versioned = version(secret.engine(), bearer) == 2;
        if (!versioned && !secret.version().isEmpty()) {
            throw Unread.refused("its engine keeps no versions");
        }
        VaultApi.Answer answer = api.send(
                secret.engine()
                        + (versioned ? "/data/" : "/")
                        + secret.path()
                        + (secret.version().isEmpty() ? "" : "?version=" + secret.version()),
                null,
                bearer);
        if (answer.status() == 404) { // never there, or deleted
            return null;
        }
        if (!answer.isOk()) {
            throw refusal(answer, bearer);
        }
        return field(answer.body().at(versioned ? "/data/data" : "/data"), secret.field());
    }

    private static String field(JsonNode fields, String name) throws Unread {
        if (name.isEmpty() && fields.size() > 1) {
            throw Unread.refused("it has " + fields.size() + " fields: name one of them behind a #");
        }
        JsonNode value = name.isEmpty()
                ? fields.elements().hasNext() ? fields.elements().next() : fields.path("")
                : fields.path(name);
        if (value.isContainerNode()) {
            throw Unread.refused("the field is no text");
        }
        return value.isMissingNode() || value.isNull() ? null : value.asText();
    }

    private String token() throws Unread {
        try {
            return token.get();
        } catch (NoCredentials e) {
            throw e.isConfigured() ? Unread.away(e.getMessage()) : Unread.refused(e.getMessage());
        }
    }

    /** Of a mount's engine; 2 where that is not told, as most are. */
    private int version(String engine, String bearer) throws Unread {
        Integer known = versions.get(engine);
        if (known != null) {
            return known;
        }
        VaultApi.Answer answer = api.send("sys/internal/ui/mounts/" + engine, null, bearer);
        if (!answer.isOk()) {
            return 2;
        }
        int told = answer.body().at("/data/options/version").asText("1").equals("2") ? 2 : 1;
        versions.put(engine, told);
        return told;
    }

    /** One who may not see a secret may see what its own token may do: who may not do that either has none any more. */
    private Unread refusal(VaultApi.Answer answer, String bearer) throws Unread {
        if (answer.status() == 403
                && api.send("auth/token/lookup-self", null, bearer).status() == 403) {
            token.otherThan(bearer::equals); // with which the next question is asked
        }
        String told = "it is refused (" + answer.told() + ")";
        return answer.status() >= 500 || answer.status() == 429 ? Unread.away(told) : Unread.refused(told);
    }
}
