package dev.serai.admin;

import dev.serai.access.Administrators.Administrator;
import dev.serai.access.Role;
import dev.serai.store.Actor;
import dev.serai.wire.ApiException;

/**
 * One request of an administrator, as the request's attribute {@link #ATTRIBUTE}.
 *
 * @param administrator who asks
 * @param actor as the audit has them
 * @param expected the revision that it is meant for; null if any will do
 */
record Visit(Administrator administrator, Actor actor, Long expected) {

    static final String ATTRIBUTE = "dev.serai.admin.visit";

    /**
     * Refuses who has a lesser role.
     *
     * @throws ApiException 403
     */
    void require(Role role) {
        if (!administrator.role().includes(role)) {
            throw new ApiException(
                    403,
                    "invalid_request_error",
                    "role_insufficient",
                    null,
                    "This takes the role " + role + "; your token has " + administrator.role());
        }
    }
}
