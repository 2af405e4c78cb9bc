package dev.serai.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Secrets for sessions of callers who show no key. All that one says is in it, sealed by the master key: there is nothing to
 * be kept, and each replica with that key takes it. Where no master key is set, it is good at this gateway alone, until it stops.
 */
public final class ClientSecrets {

    /** Its name in the registry. */
    public static final String NAME = "clientSecrets";

    /** What a secret begins with; clients know OpenAI's by the first letters. */
    static final String PREFIX = "ek_serai_";

    private static final String PLACE = "client secret";
    private static final int LONGEST = 8192;

    private final MasterKeys keys;
    private final Clock clock;

    /** Seals by the master keys, or where there are none by one that nobody else has. */
    public ClientSecrets(MasterKeys keys, Clock clock) {
        this.keys = keys.orOwn();
        this.clock = clock;
    }

    /** Whether this has the form of one. */
    static boolean isOne(String key) {
        return key != null && key.startsWith(PREFIX);
    }

    /**
     * Makes one for a caller that shows a key which can be taken back, and which the secret goes with.
     *
     * @param session what sessions are to be, as JSON
     * @return its text, which can stand in a header
     * @throws ApiException 403 for any other caller
     */
    public String issue(Caller caller, Instant expires, String session) {
        if (caller.token() == null && !Callers.isNamed(caller.id())) {
            throw Caller.forbidden(
                    "client_secret_not_allowed",
                    "Client secrets are made for callers with a project's token, or one of SERAI_KEYS: what a JWT allows, and"
                            + " who calls from where, a secret could not be held to");
        }
        String said = Json.text(List.of(caller.id(), expires.getEpochSecond(), session));
        String sealed = keys.encrypt(said, PLACE);
        return PREFIX
                + sealed.replace(':', '.').replace('+', '-').replace('/', '_').replace("=", "");
    }

    /**
     * What a secret says.
     *
     * @throws ApiException 401 if it is none of ours, or was changed
     */
    ClientSecret open(String text) {
        try {
            if (text.length() > LONGEST) {
                throw new IllegalStateException("none is as long");
            }
            String sealed = text.substring(PREFIX.length())
                    .replace('.', ':')
                    .replace('-', '+')
                    .replace('_', '/');
            JsonNode said = Json.parse(keys.decrypt(sealed, PLACE).getBytes(StandardCharsets.UTF_8));
            return new ClientSecret(
                    said.path(0).asText(),
                    Instant.ofEpochSecond(said.path(1).asLong()),
                    said.path(2).asText());
        } catch (IllegalStateException | JsonProcessingException e) { // how far it got is nobody's to know
            throw Caller.unauthorized("invalid_client_secret", "The client secret is not known here");
        }
    }

    /**
     * The same of one by which a session is asked for now.
     *
     * @param path what is asked for
     * @throws ApiException 401 if its time is over, or it is shown elsewhere
     */
    ClientSecret open(String text, String path) {
        if (!ClientSecret.PATH.equals(path)) {
            throw Caller.unauthorized(
                    "invalid_client_secret",
                    "A client secret is for " + ClientSecret.PATH + " alone: use an API key here");
        }
        ClientSecret secret = open(text);
        if (!clock.instant().isBefore(secret.expires())) {
            throw Caller.unauthorized("client_secret_expired", "The client secret expired at " + secret.expires());
        }
        return secret;
    }

    /** When one expires that is made now. */
    public Instant in(Duration time) {
        return Instant.ofEpochSecond(clock.instant().plus(time).getEpochSecond());
    }
}
