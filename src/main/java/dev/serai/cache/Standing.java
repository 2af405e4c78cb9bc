package dev.serai.cache;

/**
 * As what an answer is kept, and of what it came.
 *
 * @param category what it is for: {@link AnswerCategory#RESPONSES}, or what a route names
 * @param priority from 1 to 5: which answers stay where memory is short
 * @param owner the project that paid for it, or the caller where that has none
 * @param under what it came of
 */
record Standing(String category, int priority, String owner, MadeUnder under) {

    /**
     * What an answer came of.
     *
     * @param files digest of the files that make answers: where they are others by now, it is not given
     * @param prices version of the price list of the time; what an answer saves is told by the list that counts when it is given
     */
    record MadeUnder(String files, String prices) {}
}
