package dev.serai.answers;

import java.time.Duration;

/**
 * How many answers are kept, and for how long.
 *
 * @param kept for how long
 * @param largest characters of one, with what it answers; a larger one is not kept
 * @param most of an owner
 * @param mostCharacters of an owner
 */
record AnswerLimits(Duration kept, long largest, long most, long mostCharacters) {

    /** Whether any are. */
    boolean keepAny() {
        return most > 0 && kept.toMillis() > 0;
    }
}
