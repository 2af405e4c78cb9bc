package dev.serai.admin;

import dev.serai.access.Role;
import dev.serai.access.Rules;
import dev.serai.access.TokenRegistry.Draft;
import java.time.Instant;
import java.util.Map;

/**
 * What can be said of a token that is made.
 *
 * @param project id of the project that it calls for, or whose member it makes; either this
 * @param role or what it may do in the management API; both of a member
 */
record NewToken(
        String name,
        String project,
        Role role,
        Boolean active,
        Rules rules,
        Map<String, String> labels,
        Instant expiresAt) {

    static final NewToken EMPTY = new NewToken(null, null, null, null, null, null, null);

    /** Notes what is wrong with it, and gives a draft of it. */
    Draft checked(Faults faults) {
        boolean misread = faults.has("project") || faults.has("role");
        if (!misread && role == Role.MEMBER && project == null) {
            faults.add("project", "is required with the role MEMBER: what it is to see");
        } else if (!misread && role != Role.MEMBER && (project == null) == (role == null)) {
            faults.add("project", "either project or role is required");
        }
        if (expiresAt != null && !expiresAt.isAfter(Instant.now())) {
            faults.add("expiresAt", "must be in the future");
        }
        return new TokenDocument(name, active, rules, labels, expiresAt).checked(role, faults);
    }
}
