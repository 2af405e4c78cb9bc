package dev.serai.wire;

import java.nio.file.FileSystemException;

/** Why something failed, for people. */
public final class Reason {

    private static final int DEEPEST = 20;

    private Reason() {}

    /**
     * The message that is nearest to the cause, since those further away repeat it or show what nobody asked for; what was
     * thrown where nothing has a message. Never {@code null}.
     */
    public static String of(Throwable failure) {
        String reason = null;
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            reason = own(cause, reason);
            cause = cause.getCause();
        }
        return reason == null ? named(failure) : reason;
    }

    private static String own(Throwable cause, String before) {
        String message = cause.getMessage();
        if (message == null || message.isBlank()) {
            boolean last = cause.getCause() == null;
            return !last ? before : before == null ? named(cause) : before + " (" + named(cause) + ")";
        }
        // which has the file's name alone, where the system said nothing
        return cause instanceof FileSystemException file && file.getReason() == null ? named(cause) : message;
    }

    /** What was thrown, without its package, and its message if it has one. */
    private static String named(Throwable failure) {
        String name = failure.getClass().getSimpleName();
        return failure.getMessage() == null ? name : name + ": " + failure.getMessage();
    }
}
