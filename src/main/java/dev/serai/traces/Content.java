package dev.serai.traces;

import dev.serai.access.Caller;
import dev.serai.log.SafeText;

/**
 * Whose prompts and answers are in spans: those of projects that let them be kept, where that is switched on. What is there is
 * without secrets and bounded.
 */
record Content(boolean on) {

    /** Characters of a prompt, and of an answer. */
    static final int LONGEST = 16_000;

    /** What is read of them: a secret that begins before the end is seen as one. */
    static final int READ = LONGEST + 4096;

    private static final int LONGEST_LINE = 256;

    /** Whether a caller's are. */
    boolean isOf(Caller caller) {
        return on && caller != null && caller.logsContent();
    }

    /** A text as it may be seen. */
    static String lines(String text) {
        return SafeText.lines(text, LONGEST);
    }

    /** A word as it may be seen. */
    static String line(String text) {
        return SafeText.line(text, LONGEST_LINE);
    }
}
