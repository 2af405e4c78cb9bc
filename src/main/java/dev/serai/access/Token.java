package dev.serai.access;

import dev.serai.wire.ApiException;
import java.time.Instant;
import java.util.Map;

/**
 * What a caller or an administrator shows; its text is not here.
 *
 * @param id {@code tok_…}
 * @param hash SHA-256 of its text in hexadecimal
 * @param prefix the beginning of its text, to recognise it by
 * @param name for people
 * @param project id of the project that it calls for, or whose member it makes; or null
 * @param role what it may do in the management API, or null
 * @param active false while it is blocked
 * @param rules what it may do, within its project's rules
 * @param labels what its owners note
 * @param expiresAt from when it is refused, or null
 * @param revokedAt since when it is refused for good, or null
 * @param lastUsedAt to the minute or so, or null
 * @param revision number of its last change
 */
public record Token(
        String id,
        String hash,
        String prefix,
        String name,
        String project,
        Role role,
        boolean active,
        Rules rules,
        Map<String, String> labels,
        Instant expiresAt,
        Instant revokedAt,
        Instant lastUsedAt,
        Instant createdAt,
        Instant updatedAt,
        long revision) {

    /** Whether a token may be used, and if not, why: of several reasons the first here. */
    enum State {
        REVOKED,
        BLOCKED,
        EXPIRED,
        USABLE
    }

    /** What it is at a time. */
    State state(Instant now) {
        if (revokedAt != null) {
            return State.REVOKED;
        }
        if (!active) {
            return State.BLOCKED;
        }
        return isExpired(now) ? State.EXPIRED : State.USABLE;
    }

    /**
     * Refuses it where it may not be used now.
     *
     * @throws ApiException 401, or 403 where another one would not help
     */
    void requireUsable(Instant now) {
        switch (state(now)) {
            case REVOKED -> throw Caller.unauthorized("token_revoked", "This API key was revoked");
            case BLOCKED -> throw Caller.unauthorized("token_blocked", "This API key is blocked");
            case EXPIRED -> throw Caller.unauthorized("token_expired", "This API key expired at " + expiresAt);
            case USABLE -> {
                if (role != null) {
                    throw Caller.forbidden(
                            "not_a_caller", "This key is for /manage; use a project's token to call models");
                }
            }
        }
    }

    /** Whether its time is over by then. */
    boolean isExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    /** The same token, changed now. */
    Token with(TokenRegistry.Draft draft, Instant revoked, long newRevision) {
        return new Token(
                id,
                hash,
                prefix,
                draft.name(),
                project,
                role,
                draft.active(),
                draft.rules(),
                draft.labels(),
                draft.expiresAt(),
                revoked,
                lastUsedAt,
                createdAt,
                DirectoryRows.now(),
                newRevision);
    }
}
