package dev.serai.call;

import dev.serai.breakers.ClientLeft;
import java.util.Locale;

/** What became of an attempt, in the words of metrics and traces. */
public enum AttemptOutcome {
    /** It answered, whole. */
    ANSWERED,
    /** It was not asked: its breaker is open, or it is not set up. */
    SKIPPED,
    /** Another one, asked beside it, was faster. */
    OVERTAKEN,
    /** The client left. */
    LEFT,
    /** The provider did not take our key: somebody has to see to it. */
    KEY_REFUSED,
    /** 429. */
    LIMITED,
    /** It took too long. */
    TIMEOUT,
    /** Another 4xx. */
    REFUSED,
    /** Anything else, also in the midst of a stream. */
    FAILED;

    private static final String KEY = "provider_authentication_failed";
    private static final int LEAST_ERROR = 400;
    private static final int LEAST_FAILURE = 500;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** As it is shown. */
    public String word() {
        return word;
    }

    /**
     * That of an attempt.
     *
     * @param left whether the client left while it was the one to answer: that its answer broke off is no failure then
     */
    public static AttemptOutcome of(TimedAttempt attempt, boolean left) {
        if (attempt.skipped()) {
            return SKIPPED;
        }
        if (attempt.isOvertaken()) {
            return OVERTAKEN;
        }
        int status = attempt.status();
        if (status >= LEAST_ERROR) {
            return KEY.equals(attempt.error()) ? KEY_REFUSED : of(status);
        }
        boolean whole = attempt.attempt() == null || attempt.attempt().complete();
        if (!whole && left) {
            return LEFT;
        }
        return attempt.error() != null ? FAILED : whole ? ANSWERED : LEFT;
    }

    private static AttemptOutcome of(int status) {
        return switch (status) {
            case ClientLeft.STATUS -> LEFT;
            case 429 -> LIMITED;
            case 408, 504 -> TIMEOUT;
            default -> status < LEAST_FAILURE ? REFUSED : FAILED;
        };
    }
}
