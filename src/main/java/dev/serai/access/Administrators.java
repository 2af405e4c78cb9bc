package dev.serai.access;

import dev.serai.wire.ApiException;
import java.time.Clock;
import java.util.List;
import java.util.function.UnaryOperator;

/** Who may use the management API: the holder of the admin key, and of tokens with a role. */
public final class Administrators {

    /**
     * Someone who may.
     *
     * @param name as the audit has it
     */
    public record Administrator(String name, Role role) {}

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
        if (key.indexOf(given) >= 0) {
            return new Administrator("admin-key", Role.ADMIN);
        }
        return directory
                .token(given)
                .map(KnownToken::token)
                .filter(token -> token.role() != null && token.state(clock.instant()) == Token.State.USABLE)
                .map(token -> new Administrator(token.id() + " " + token.name(), token.role()))
                .orElseThrow(() -> refused("This is no admin token that may be used"));
    }

    private static ApiException refused(String message) {
        return new ApiException(401, "invalid_request_error", "invalid_admin_key", null, message)
                .header("WWW-Authenticate", "Bearer realm=\"serai admin\"");
    }
}
