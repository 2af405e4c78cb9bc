package dev.serai.access;

import dev.serai.memory.Holder;
import dev.serai.memory.Holding;
import java.util.List;
import java.util.stream.IntStream;

/** Finds who a key belongs to: one of {@code SERAI_KEYS}, a token, or the bearer of a JWT. */
public final class Callers implements Holder {

    private static final String NAMED = "key-";

    private final Keys keys;
    private final List<Caller> keyHolders;
    private final Directory directory;
    private final JwtCallers jwts;

    /**
     * Takes who may be found.
     *
     * @param keys of callers who have no project
     * @param jwts null where no issuer is trusted
     */
    public Callers(List<String> keys, Directory directory, JwtCallers jwts) {
        this.keys = new Keys(keys);
        this.keyHolders = IntStream.range(0, keys.size())
                .mapToObj(i -> Caller.named(NAMED + i))
                .toList();
        this.directory = directory;
        this.jwts = jwts;
    }

    @Override
    public List<Holding> holdings() {
        return jwts == null ? List.of() : List.of(jwts.holding());
    }

    /** Whether it has the form of a key that someone may have. */
    boolean mayKnow(String key) {
        return TokenSecret.isOne(key) || !keys.isEmpty() || (jwts != null && JwtCallers.isOne(key));
    }

    /**
     * The caller with this key, whatever their state.
     *
     * @throws dev.serai.wire.ApiException 401 if there is none
     */
    Caller find(String key) {
        if (TokenSecret.isOne(key)) {
            return holder(key);
        }
        int place = keys.indexOf(key);
        if (place >= 0) {
            return keyHolders.get(place);
        }
        if (jwts != null && JwtCallers.isOne(key)) {
            return jwts.find(key);
        }
        throw Caller.unauthorized("invalid_api_key", "The API key is not known here");
    }

    /** What tells the holder of one of {@code SERAI_KEYS} from who had its place in another list; empty of anybody else. */
    public String proof(Caller caller) {
        int place = keyHolders.indexOf(caller);
        return place < 0 ? "" : keys.digest(place);
    }

    /** Whether this is the id of one of {@code SERAI_KEYS}. */
    static boolean isNamed(String id) {
        return id.startsWith(NAMED);
    }

    /**
     * The caller with this id, for whom a secret stands.
     *
     * @throws dev.serai.wire.ApiException 401 if there is none any more
     */
    Caller holder(ClientSecret secret) {
        return keyHolders.stream()
                .filter(caller -> caller.id().equals(secret.holder()))
                .findFirst()
                .or(() -> directory.knownToken(secret.holder()).map(this::caller))
                .orElseThrow(() -> Caller.unauthorized(
                        "invalid_client_secret",
                        "The API key that this client secret was made by is not known any more"));
    }

    /**
     * The caller with this id, on whose behalf something is done that it has asked for before, whatever their state.
     *
     * @throws dev.serai.wire.ApiException 401 if there is none any more
     */
    Caller known(String id) {
        int slash = id.indexOf('/');
        return keyHolders.stream()
                .filter(caller -> caller.id().equals(id))
                .findFirst()
                .or(() -> slash < 0
                        ? directory.knownToken(id).map(this::caller)
                        : directory.project(id.substring(0, slash)).map(it -> Caller.of(it, id.substring(slash + 1))))
                .orElseThrow(() -> Caller.unauthorized(
                        "invalid_api_key", "The API key of who asked for this is not known any more"));
    }

    private Caller caller(KnownToken token) {
        return token.caller(project(token.token()));
    }

    private Caller holder(String key) {
        return directory
                .token(key)
                .map(this::caller)
                .orElseThrow(() -> Caller.unauthorized(
                        "invalid_api_key",
                        TokenSecret.isIntact(key)
                                ? "The API key is not known here"
                                : "The API key is damaged: its checksum is wrong; copy it again, all of it"));
    }

    private Directory.KnownProject project(Token token) {
        return token.project() == null
                ? null
                : directory.project(token.project()).orElse(null);
    }
}
