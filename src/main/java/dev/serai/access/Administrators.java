package dev.serai.access;

import dev.serai.wire.ApiException;
import dev.serai.wire.Sha256;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Who may use the management API: the holder of the admin key, and of tokens with a role. */
public final class Administrators {

    /**
     * Someone who may.
     *
     * @param name as the audit has it
     */
    public record Administrator(String name, Role role) {}

    /** A token that somebody has shown, kept as its hash, for who is to be known by it again. */
    public static final class Proof {

        private final byte[] hash;

        /** Takes what was shown, whether or not it is worth anything. */
        public Proof(String token) {
            this.hash = Sha256.of(token);
        }

        /** Whether the same was shown. */
        public boolean isOfTheSame(Proof other) {
            return MessageDigest.isEqual(hash, other.hash);
        }
    }

    private final Keys key;
    private final Directory directory;
    private final Clock clock;

    /**
     * Takes who may.
     *
     * @param key the admin key, or empty
     */
    public Administrators(String key, Directory directory, Clock clock) {
        this.key = new Keys(List.of(key));
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * Who sends this request.
     *
     * @throws ApiException 401 if nobody who may
     */
    public Administrator of(UnaryOperator<String> headers) {
        String given = Keys.bearer(headers);
        if (given == null) {
            throw refused("Send an admin token as 'Authorization: Bearer <token>'; the first one is in the file"
                    + " admin-token of SERAI_DATA");
        }
        return of(new Proof(given)).orElseThrow(() -> refused("This is no admin token that may be used"));
    }

    /** Who has shown that, as long as it may be used: a token that was revoked since is nobody's. */
    public Optional<Administrator> of(Proof shown) {
        if (key.indexOf(shown.hash) >= 0) {
            return Optional.of(new Administrator("admin-key", Role.ADMIN));
        }
        return directory
                .token(TokenHash.of(shown.hash))
                .map(KnownToken::token)
                .filter(token -> token.role() != null && token.state(clock.instant()) == Token.State.USABLE)
                .map(token -> new Administrator(token.id() + " " + token.name(), token.role()));
    }

    private static ApiException refused(String message) {
        return new ApiException(401, "invalid_request_error", "invalid_admin_key", null, message)
                .header("WWW-Authenticate", "Bearer realm=\"serai admin\"");
    }
}
