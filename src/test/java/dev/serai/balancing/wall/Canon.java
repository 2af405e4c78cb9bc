package dev.serai.balancing.wall;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The one answer that every provider of the wall gives, so that each missing or doubled piece of it is seen. */
final class Canon {

    static final int TOKENS = 60;
    static final int PROMPT_TOKENS = 7;

    /** {@code t01 t02 … t60 } */
    static final String TEXT =
            IntStream.rangeClosed(1, TOKENS).mapToObj("t%02d "::formatted).collect(Collectors.joining());

    private static final int WIDTH = 4;

    private Canon() {}

    /** The text of the first {@code tokens} tokens. */
    static String upTo(int tokens) {
        return TEXT.substring(0, tokens * WIDTH);
    }

    /** The tokens between two places in the text; the first is a part of one where {@code from} is within it. */
    static List<String> pieces(int from, int to) {
        List<String> pieces = new ArrayList<>();
        for (int start = from; start < to; start = (start / WIDTH + 1) * WIDTH) {
            pieces.add(TEXT.substring(start, Math.min((start / WIDTH + 1) * WIDTH, to)));
        }
        return pieces;
    }
}
