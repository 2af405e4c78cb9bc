package dev.serai.access;

import static java.util.Objects.requireNonNull;

import dev.serai.wire.ApiException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Who may use the management API: the holder of the admin key, of tokens with a role, and who an issuer vouches for. */
public final class Administrators {

    /**
     * Someone who may.
     *
     * @param name as the audit has it
     * @param scope of what they see
     */
    public record Administrator(String name, Role role, Scope scope) {}

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
        return of(new ShownToken(given)).orElseThrow(() -> refused("This is no admin token that may be used"));
    }

    /** Who has shown that, as long as it may be used: a token that was revoked since is nobody's. */
    public Optional<Administrator> of(Proof shown) {
        return shown instanceof Identity identity ? vouchedFor(identity) : holder((ShownToken) shown);
    }

    private Optional<Administrator> holder(ShownToken shown) {
        if (key.indexOf(shown.hash) >= 0) {
            return Optional.of(new Administrator("admin-key", Role.ADMIN, Scope.ALL));
        }
        return directory
                .token(TokenHash.of(shown.hash))
                .map(KnownToken::token)
                .filter(token -> token.role() != null && token.state(clock.instant()) == Token.State.USABLE)
                .map(token -> administrator(token.id() + " " + token.name(), token.role(), token.project()));
    }

    /** A project that was deleted has no members. */
    private Optional<Administrator> vouchedFor(Identity identity) {
        return identity.role() == Role.MEMBER
                        && directory.project(identity.project()).isEmpty()
                ? Optional.empty()
                : Optional.of(administrator(identity.known(), identity.role(), identity.project()));
    }

    private static Administrator administrator(String name, Role role, String project) {
        return new Administrator(name, role, role == Role.MEMBER ? new Scope(requireNonNull(project)) : Scope.ALL);
    }

    private static ApiException refused(String message) {
        return new ApiException(401, "invalid_request_error", "invalid_admin_key", null, message)
                .header("WWW-Authenticate", "Bearer realm=\"serai admin\"");
    }
}
