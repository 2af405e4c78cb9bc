package dev.serai.login;

import dev.serai.wire.ApiException;

/** Why somebody is not let in by the issuer, in words for them. */
final class Failures {

    private Failures() {}

    /** Whoever brings what is not theirs, or old: it counts as a wrong token does. */
    static ApiException refused(String message) {
        return new ApiException(401, "invalid_request_error", "login_refused", null, message);
    }

    static ApiException forbidden(String code, String message) {
        return new ApiException(403, "invalid_request_error", code, null, message);
    }

    static ApiException away() {
        return new ApiException(
                503,
                "server_error",
                "issuer_unavailable",
                null,
                "The issuer of logins cannot be reached, or does not answer as one: try again in a moment, or log in with a token");
    }

    static ApiException misconfigured(String message) {
        return new ApiException(502, "server_error", "login_misconfigured", null, message);
    }
}
