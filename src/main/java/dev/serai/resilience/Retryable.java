package dev.serai.resilience;

import dev.serai.wire.ApiException;

/**
 * A failure that another try, or another target, may not have: the provider cannot be reached, is too slow, limits us,
 * fails, or its breaker is open. Failover chains in {@code routes/models/} list it by name.
 */
public final class Retryable extends ApiException {

    private static final long serialVersionUID = 1L;

    private boolean repeatable = true;
    private boolean asked = true;

    public Retryable(int status, String type, String code, String message) {
        super(status, type, code, null, message);
    }

    /** Of a target that is left alone since it failed too often. */
    public static Retryable circuitOpen(String message) {
        return new Retryable(503, "overloaded_error", "circuit_open", message).notAsked();
    }

    /** Says that the same target would not do better at once: it was silent. */
    public Retryable notAgain() {
        repeatable = false;
        return this;
    }

    /** Says that nobody was asked, so that it is no provider's own error. To ask again would not help either. */
    public Retryable notAsked() {
        asked = false;
        return notAgain();
    }

    /** Whether somebody was asked. */
    public boolean asked() {
        return asked;
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
