package dev.serai.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Projects and tokens as they may be shown: no hash, no key, no part of one. */
public final class DirectoryView {

    /**
     * A project.
     *
     * @param providerKeys the providers for which it has a key of its own
     */
    public record OfProject(
            String id,
            String name,
            boolean active,
            Rules rules,
            Set<String> providerKeys,
            Map<String, String> metadata,
            Instant createdAt,
            Instant updatedAt) {}

    /** A token. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record OfToken(
            String id,
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
            Instant updatedAt) {}

    private DirectoryView() {}

    /** Null of null. */
    public static OfProject of(Project project) {
        return project == null
                ? null
                : new OfProject(
                        project.id(),
                        project.name(),
                        project.active(),
                        project.rules(),
                        new TreeSet<>(project.providerKeys().keySet()),
                        project.metadata(),
                        project.createdAt(),
                        project.updatedAt());
    }

    /** Null of null. */
    public static OfToken of(Token token) {
        return token == null
                ? null
                : new OfToken(
                        token.id(),
                        token.prefix(),
                        token.name(),
                        token.project(),
                        token.role(),
                        token.active(),
                        token.rules(),
                        token.labels(),
                        token.expiresAt(),
                        token.revokedAt(),
                        token.lastUsedAt(),
                        token.createdAt(),
                        token.updatedAt());
    }
}
