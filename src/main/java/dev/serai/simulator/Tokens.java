package dev.serai.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts text into words, ideographs and punctuation marks, each with the white space before it. */
final class Tokens {

    private static final Pattern TOKEN =
            Pattern.compile("\\s*+(?:\\p{IsIdeographic}|[\\p{L}\\p{M}\\p{N}_&&[^\\p{IsIdeographic}]]++|\\S)|\\s++");

    private Tokens() {}

    /** The pieces; joined they are the text again. */
    static List<String> of(String text) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        return tokens;
    }

    static int count(String text) {
        int count = 0;
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            count++;
        }
        return count;
    }
}
