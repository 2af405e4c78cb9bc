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
        String reason = failure.toString();
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            reason = own(cause, reason);
            cause = cause.getCause();
        }
        return reason;
    }

    private static String own(Throwable cause, String before) {
        String message = cause.getMessage();
        if (message == null || message.isBlank()) {
            return cause.getCause() == null ? cause.toString() : before;
        }
        // which has the file's name alone, where the system said nothing
        return cause instanceof FileSystemException file && file.getReason() == null ? cause.toString() : message;
    }
}
