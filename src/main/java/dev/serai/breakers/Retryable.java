package dev.serai.breakers;

import dev.serai.wire.ApiException;

/**
 * A failure that another try, or another target, may not have: the provider cannot be reached, is too slow, limits us,
 * fails, or its breaker is open. Failover chains in {@code routes/models/} list it by name.
 */
public final class Retryable extends ApiException {

    private static final long serialVersionUID = 1L;
    private static final int TOO_MANY = 429;

    private boolean repeatable = true;
    private boolean asked = true;
    private boolean evidence = true;
    private boolean ofWhole;
    private boolean outOfQuota;
    private boolean ofCaller;
    private boolean unknown;

    public Retryable(int status, String type, String code, String message) {
        super(status, type, code, null, message);
    }

    /** Of a target that is left alone since it failed too often. */
    static Retryable circuitOpen(String message) {
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

    /** Says that it was the caller who would not wait as long as the provider may take. */
    public Retryable callersLimit() {
        evidence = false;
        return this;
    }

    /** Says that the key has no money or quota left: until somebody pays, whoever calls with it fares the same. */
    public Retryable quota() {
        outOfQuota = true;
        evidence = false;
        return notAgain();
    }

    /** Says that no model is at fault, but its provider. */
    public Retryable ofWholeProvider() {
        ofWhole = true;
        return this;
    }

    /** Whether it says anything of how its target does: a limit that is reached does not. */
    public boolean isEvidence() {
        return asked && evidence && status() != TOO_MANY;
    }

    /** Whether the key has no money or quota left. */
    public boolean isOutOfQuota() {
        return outOfQuota;
    }

    boolean isOfWholeProvider() {
        return ofWhole && isEvidence();
    }

    /** Says that the caller may not have it asked, which says nothing of whom it was to be. */
    public Retryable ofCaller() {
        ofCaller = true;
        return notAsked();
    }

    /**
     * Says that nobody knows what became of the request, and that it must not be done twice: neither the same target nor
     * another one is to be asked.
     */
    public Retryable unknown() {
        unknown = true;
        return notAgain();
    }

    /** Whether what was asked may be done, or be under way. */
    public boolean isUnknown() {
        return unknown;
    }

    /** Whether it is the caller's own limit that was reached. */
    public boolean isOfCaller() {
        return ofCaller;
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
    public static boolean isStatus(int status) {
        return status == 408 || status == 429 || status >= 500;
    }
}
