package dev.serai.admin;

import dev.serai.access.Act;
import dev.serai.access.Administrators.Administrator;
import dev.serai.access.Scope;
import dev.serai.store.Actor;
import dev.serai.wire.ApiException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;

/**
 * One request of an administrator, as the request's attribute {@link #ATTRIBUTE}.
 *
 * @param administrator who asks
 * @param actor as the audit has them
 * @param expected the revision that it is meant for; null if any will do
 * @param formToken what a form of theirs has to have in it; null where no cookie has let them in
 */
public record AdminVisit(Administrator administrator, Actor actor, Long expected, String formToken) {

    public static final String ATTRIBUTE = "dev.serai.admin.visit";

    /**
     * The visit that a request is.
     *
     * @throws ApiException 401 if nobody was let in: it came by a way that does not lead here
     */
    public static AdminVisit of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof AdminVisit visit) {
            return visit;
        }
        throw new ApiException(401, "invalid_request_error", "invalid_admin_key", null, "Nobody was let in here");
    }

    /** The same, meant for the revision that an {@code ETag} names; of none, any will do. */
    public AdminVisit expecting(String eTag) {
        Long revision = eTag.isEmpty() ? null : ETags.expected(Collections.enumeration(List.of(eTag)));
        return new AdminVisit(administrator, actor, revision, formToken);
    }

    /** What they see. */
    public Scope scope() {
        return administrator.scope();
    }

    /** Whether they may do it. */
    public boolean may(Act act) {
        return administrator.role().includes(act.least());
    }

    /**
     * Refuses who may not do it.
     *
     * @param act null for what nobody may
     * @throws ApiException 403
     */
    void require(Act act) {
        if (act == null || !may(act)) {
            throw new ApiException(
                    403,
                    "invalid_request_error",
                    "role_insufficient",
                    null,
                    act == null
                            ? "This is not to be had by HTTP"
                            : "This takes the role " + act.least() + "; your token has " + administrator.role());
        }
    }
}
