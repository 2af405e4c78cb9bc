package dev.serai.shedding;

import dev.serai.wire.ApiException;

/**
 * Why a request is not taken in. It is 429 and no 503, after which Tomcat closes the connection: a flood of requests would
 * become one of connections, which cost more.
 */
enum Overload {
    /** As many wait as may, and nobody's project takes more than this one's. */
    FULL("The gateway is overloaded and cannot take more in."),
    /** Its turn did not come in time. */
    SLOW("The gateway is overloaded; this request waited for its turn in vain.");

    private static final String RETRY_SECONDS = "1";

    private final String message;

    Overload(String message) {
        this.message = message;
    }

    /** The answer to the request. */
    ApiException refusal() {
        return new ApiException(429, "overloaded_error", "overloaded", null, message + " Try again in a second.")
                .header("retry-after", RETRY_SECONDS);
    }
}
