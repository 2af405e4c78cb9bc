package dev.serai.shedding;

import dev.serai.wire.ApiException;

/** Why a request is not taken in. */
enum Overload {
    /** As many wait as may. */
    FULL(503, "server_error", "overloaded", "The gateway is overloaded and cannot take more in."),
    /** Its turn did not come in time. */
    SLOW(503, "server_error", "overloaded", "The gateway is overloaded; this request waited for its turn in vain."),
    /** Others need what its project has more than an equal share of. */
    SHARE(
            429,
            "requests",
            "fair_share_exceeded",
            "The gateway is overloaded, and this project takes more than its share of it.");

    private static final String RETRY_SECONDS = "1";

    private final int status;
    private final String type;
    private final String code;
    private final String message;

    Overload(int status, String type, String code, String message) {
        this.status = status;
        this.type = type;
        this.code = code;
        this.message = message;
    }

    /** The answer to the request. */
    ApiException refusal() {
        return new ApiException(status, type, code, null, message + " Try again in a second.")
                .header("retry-after", RETRY_SECONDS);
    }
}
