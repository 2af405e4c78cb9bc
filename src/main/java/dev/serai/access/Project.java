package dev.serai.access;

import java.time.Instant;
import java.util.Map;

/**
 * Who pays: a team or an application, with the tokens that it calls with.
 *
 * @param id {@code prj_…}
 * @param name unique, for people and for the claim of a JWT
 * @param active whether its tokens may call
 * @param rules what all its tokens may do at most
 * @param providerKeys its own keys by provider, encrypted; they go before the environment's
 * @param metadata what its owners note
 * @param revision number of its last change
 */
public record Project(
        String id,
        String name,
        boolean active,
        Rules rules,
        Map<String, String> providerKeys,
        Map<String, String> metadata,
        Instant createdAt,
        Instant updatedAt,
        long revision) {}
