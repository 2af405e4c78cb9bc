package dev.serai;

import java.io.UncheckedIOException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;

/** A start that we refuse ourselves says why, in place of a stack trace: what we throw is written for people. */
final class OwnFailureAnalyzer implements FailureAnalyzer {

    @Override
    public FailureAnalysis analyze(Throwable failure) {
        RuntimeException own = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isOurs(cause)) {
                own = (RuntimeException) cause;
            }
        }
        return own == null
                ? null
                : new FailureAnalysis(
                        own.getMessage(), "application.yaml explains each setting and its environment variable.", own);
    }

    private static boolean isOurs(Throwable failure) {
        boolean deliberate = failure instanceof IllegalArgumentException
                || failure instanceof IllegalStateException
                || failure instanceof UncheckedIOException;
        StackTraceElement[] trace = failure.getStackTrace();
        return deliberate
                && failure.getMessage() != null
                && trace.length > 0
                && trace[0].getClassName().startsWith(Serai.class.getPackageName() + ".");
    }
}
