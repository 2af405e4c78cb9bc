package dev.serai.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.support.FakeUpstream;
import dev.serai.support.FakeUpstream.Received;
import dev.serai.support.Script;
import dev.serai.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Answers as Vault's API is documented, and as OpenBao 2.7.2 does.
 *
 * @see <a href="https://developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2#read-secret-version">secrets</a>
 */
final class FakeVault implements VaultServer {

    private static final String ROOT = "hvs.root-token-of-the-vault";

    final List<Received> asked = new CopyOnWriteArrayList<>();
    final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final Map<String, List<ObjectNode>> secrets = new ConcurrentHashMap<>();
    private final FakeUpstream server = new FakeUpstream();
    volatile Script instead;
    volatile int life = 3600;

    FakeVault() {
        tokens.add(ROOT);
        server.answerAll(this::answer);
    }

    @Override
    public String url() {
        return server.url();
    }

    /** Of a gateway that asks it: name, value, name, value, below {@code serai.vault}. */
    VaultSettings settings(String... settings) {
        Map<String, Object> all = new TreeMap<>(Map.of("serai.vault.address", url() + "/"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put("serai.vault." + settings[i], settings[i + 1]);
        }
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", all));
        return VaultSettings.of(environment);
    }

    @Override
    public String token() {
        return ROOT;
    }

    @Override
    public void put(String secret, String field, String value) {
        put(secret, Json.MAPPER.createObjectNode().put(field, value));
    }

    void put(String secret, ObjectNode fields) {
        secrets.computeIfAbsent(secret, name -> new CopyOnWriteArrayList<>()).add(fields);
    }

    void delete(String secret) {
        secrets.remove(secret);
    }

    /** As a vault that has to be unsealed after each start. */
    void seal() {
        instead = json(503, "{\"errors\":[\"Vault is sealed\"]}");
    }

    @Override
    public void open() {
        instead = null;
    }

    /** Each request's path below {@code /v1/}. */
    List<String> paths() {
        return asked.stream().map(it -> it.path().substring("/v1/".length())).toList();
    }

    private Script answer(Received request) {
        asked.add(request);
        if (instead != null) {
            return instead;
        }
        String path = request.path().substring("/v1/".length());
        if (path.startsWith("auth/") && path.endsWith("/login")) {
            return login(path, request);
        }
        String token = request.headers().getOrDefault("x-vault-token", "");
        if (!tokens.contains(token)) {
            return json(403, "{\"errors\":[\"permission denied\"]}");
        }
        return switch (path) {
            case "auth/token/lookup-self" ->
                json(
                        200,
                        "{\"data\":{\"ttl\":" + (token.equals(ROOT) ? 0 : life) + ",\"renewable\":"
                                + !token.equals(ROOT) + "}}");
            case "auth/token/renew-self" -> json(200, auth(token));
            case "sys/internal/ui/mounts/secret" ->
                json(200, "{\"data\":{\"path\":\"secret/\",\"type\":\"kv\",\"options\":{\"version\":\"2\"}}}");
            case "sys/internal/ui/mounts/kv" ->
                json(200, "{\"data\":{\"path\":\"kv/\",\"type\":\"kv\",\"options\":null}}");
            default -> secret(path);
        };
    }

    private Script login(String path, Received request) {
        try {
            JsonNode shown = Json.parse(request.body());
            boolean known = path.equals("auth/approle/login")
                    ? shown.path("role_id").asText().equals("the-role")
                            && shown.path("secret_id").asText().equals("the-secret-of-the-role")
                    : path.equals("auth/kubernetes/login")
                            && shown.path("jwt").asText().equals("the-jwt-of-the-pod");
            String token = "hvs.token-of-a-login-" + tokens.size();
            if (known) {
                tokens.add(token);
            }
            return known ? json(200, auth(token)) : json(400, "{\"errors\":[\"invalid role or secret ID\"]}");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private String auth(String token) {
        return "{\"auth\":{\"client_token\":\"" + token + "\",\"lease_duration\":" + life + ",\"renewable\":true}}";
    }

    private Script secret(String path) {
        boolean versioned = path.startsWith("secret/data/");
        String name = path.replaceFirst("^(secret/data|kv)/", "").replaceFirst("\\?.*", "");
        List<ObjectNode> kept = secrets.getOrDefault(name, List.of());
        int version = path.contains("?version=") ? Integer.parseInt(path.replaceFirst(".*=", "")) : kept.size();
        if (version < 1 || version > kept.size()) {
            return json(404, "{\"errors\":[]}");
        }
        ObjectNode fields = kept.get(version - 1);
        return json(
                200,
                versioned
                        ? "{\"data\":{\"data\":" + fields + ",\"metadata\":{\"version\":" + version + "}}}"
                        : "{\"data\":" + fields + "}");
    }

    private static Script json(int status, String body) {
        return Script.json(status, body);
    }

    /** The logins so far. */
    long logins() {
        return paths().stream().filter(path -> path.endsWith("/login")).count();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
