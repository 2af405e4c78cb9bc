package dev.serai.resilience;

import dev.serai.wire.ApiException;

/**
 * A failure that another try, or another target, may not have: the provider cannot be reached, is too slow, limits us,
 * fails, or its breaker is open. Failover chains in {@code routes/models/} list it by name.
 */
public final class Retryable extends ApiException {

    private static final long serialVersionUID = 1L;

    private boolean repeatable = true;

    public Retryable(int status, String type, String code, String message) {
        super(status, type, code, null, message);
    }

    /** Says that the same target would not do better at once: it was silent, or was not asked at all. */
    public Retryable notAgain() {
        repeatable = false;
        return this;
    }

    /** Whether the same target may do better when it is asked again. */
    public boolean repeatable() {
        return repeatable;
    }

    /** Whether an upstream status is worth another try: 408, 429 and 5xx, Anthropic's 529 included. */
    public static boolean status(int status) {
        return status == 408 || status == 429 || status >= 500;
    }
}
