package dev.serai.credentials;

/** There are no credentials. The message says why, in words that callers may see: no secret, no address of ours. */
public final class NoCredentials extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean configured;

    private NoCredentials(String message, boolean configured, Throwable cause) {
        super(message, cause);
        this.configured = configured;
    }

    /** Nobody set any. */
    public static NoCredentials unset(String message) {
        return new NoCredentials(message, false, null);
    }

    /** There should be some, but who has them did not give them. */
    public static NoCredentials failed(String message, Throwable cause) {
        return new NoCredentials(message, true, cause);
    }

    /** Whether there should be some. */
    public boolean isConfigured() {
        return configured;
    }
}
