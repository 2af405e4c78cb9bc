package dev.serai.access;

import dev.serai.store.Actor;
import dev.serai.store.Database;
import dev.serai.wire.ApiException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;

/** Makes, changes, rotates, revokes and deletes tokens. */
public final class TokenRegistry {

    /**
     * What can be said of a token.
     *
     * @param active false to block it for a while
     * @param expiresAt null for never
     */
    public record Draft(String name, boolean active, Rules rules, Map<String, String> labels, Instant expiresAt) {

        /** Keeps the expiry as exactly as the database does. */
        public Draft {
            expiresAt = DirectoryRows.exact(expiresAt);
        }

        /** One without restrictions. */
        static Draft named(String name) {
            return new Draft(name, true, Rules.NONE, Map.of(), null);
        }

        static Draft of(Token token) {
            return new Draft(token.name(), token.active(), token.rules(), token.labels(), token.expiresAt());
        }

        private Draft expiringBy(Instant end) {
            boolean sooner = expiresAt == null || end.isBefore(expiresAt);
            return new Draft(name, active, rules, labels, sooner ? end : expiresAt);
        }
    }

    /**
     * A token that was just made.
     *
     * @param secret its text, which nobody can show again
     */
    public record Issued(Token token, TokenSecret secret) {}

    /** The tokens of a first start. */
    record First(Issued admin, Issued caller) {}

    private final Projects projects;
    private final Tokens tokens;
    private final Changes changes;

    public TokenRegistry(Database database, Changes changes) {
        this.projects = new Projects(database);
        this.tokens = new Tokens(database);
        this.changes = changes;
    }

    /**
     * Makes a token for a project's calls.
     *
     * @throws ApiException 404 if there is no such project
     */
    public Issued issue(String project, Draft draft, Actor actor) {
        return issue(project, null, draft, actor);
    }

    /**
     * Makes a token of a project.
     *
     * @param role null of who calls for it, MEMBER of who sees it in the management API
     * @throws ApiException 404 if there is no such project
     */
    public Issued issue(String project, Role role, Draft draft, Actor actor) {
        return changes.make(revision -> {
            if (projects.find(project).isEmpty()) {
                throw Changes.notFound("project", project);
            }
            return issue(project, role, draft, revision, actor);
        });
    }

    /** Makes a token for the management API. */
    public Issued issue(Role role, Draft draft, Actor actor) {
        return changes.make(revision -> issue(null, role, draft, revision, actor));
    }

    /**
     * Where there is no token at all, makes one for management and one for a project's calls: both or none.
     *
     * @param project gives the project, in the same change
     * @param kept takes them before they count: whatever fails then, neither is lost
     */
    Optional<First> issueFirst(LongFunction<Project> project, Consumer<First> kept) {
        return changes.make(revision -> {
            if (tokens.any()) {
                return Optional.empty();
            }
            Issued admin = issue(null, Role.ADMIN, Draft.named("first administrator"), revision, Actor.SERAI);
            String callers = project.apply(revision).id();
            First first = new First(admin, issue(callers, null, Draft.named("first token"), revision, Actor.SERAI));
            kept.accept(first);
            return Optional.of(first);
        });
    }

    /**
     * Makes a successor with the same rules and expiry; the old token works until the overlap is over.
     *
     * @throws ApiException 404 if there is none, 409 if it is revoked or expired, 412 if it was changed since
     */
    public Issued rotate(String id, Long expected, Duration overlap, Actor actor) {
        return changes.make(revision -> {
            Token old = current(id, expected);
            requireLasting(old);
            Draft draft = Draft.of(old);
            Draft ending = draft.expiringBy(DirectoryRows.now().plus(overlap));
            save("token.rotate", old, old.with(ending, null, revision), actor);
            return issue(old.project(), old.role(), draft, revision, actor);
        });
    }

    /**
     * Changes a token.
     *
     * @param expected its revision as the caller knows it; null if any will do
     * @throws ApiException 404 if there is none, 412 if it was changed since
     */
    public Token update(String id, Long expected, UnaryOperator<Draft> edit, Actor actor) {
        return changes.make(revision -> {
            Token before = current(id, expected);
            Token after = before.with(edit.apply(Draft.of(before)), before.revokedAt(), revision);
            return save("token.update", before, after, actor);
        });
    }

    /**
     * Refuses a token from now on and for good; it stays in lists.
     *
     * @throws ApiException 404 if there is none, 412 if it was changed since
     */
    public Token revoke(String id, Long expected, Actor actor) {
        return changes.make(revision -> {
            Token before = current(id, expected);
            Instant since = before.revokedAt() == null ? DirectoryRows.now() : before.revokedAt();
            return save("token.revoke", before, before.with(Draft.of(before), since, revision), actor);
        });
    }

    /**
     * Deletes a token; what it used stays on record.
     *
     * @throws ApiException 404 if there is none, 412 if it was changed since
     */
    public void delete(String id, Long expected, Actor actor) {
        changes.make(revision -> {
            Token before = current(id, expected);
            tokens.delete(id, revision);
            changes.note(actor, "token.delete", before, null);
            return before;
        });
    }

    private static void requireLasting(Token token) {
        if (token.revokedAt() != null) {
            throw new ApiException(409, "invalid_request_error", "token_revoked", null, "The token is revoked");
        }
        if (token.isExpired(DirectoryRows.now())) {
            throw new ApiException(
                    409,
                    "invalid_request_error",
                    "token_expired",
                    null,
                    "The token expired at " + token.expiresAt() + ", as its successor would have; make a new one");
        }
    }

    private Token current(String id, Long expected) {
        Token token = tokens.find(id).orElseThrow(() -> Changes.notFound("token", id));
        Changes.requireRevision(expected, token.revision());
        return token;
    }

    private Issued issue(String project, Role role, Draft draft, long revision, Actor actor) {
        TokenSecret secret = TokenSecret.random();
        Instant now = DirectoryRows.now();
        Token token = new Token(
                TokenSecret.newId("tok"),
                secret.hash().toString(),
                secret.prefix(),
                draft.name(),
                project,
                role,
                draft.active(),
                draft.rules(),
                draft.labels(),
                draft.expiresAt(),
                null,
                null,
                now,
                now,
                revision);
        tokens.insert(token);
        changes.note(actor, "token.create", null, token);
        return new Issued(token, secret);
    }

    private Token save(String action, Token before, Token after, Actor actor) {
        tokens.update(after);
        changes.note(actor, action, before, after);
        return after;
    }
}
