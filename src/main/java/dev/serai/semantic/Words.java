package dev.serai.semantic;

import java.util.ArrayList;
import java.util.List;

/**
 * A text in words: what stands between blanks, without the punctuation behind it, which is a word of its own. Scripts that
 * are written without blanks have a word for each character.
 */
final class Words {

    private static final String PUNCTUATION = ".,;!?…。，、；！？";
    private static final String INVERTED = "¿¡";

    /** What begins something that is meant as it is written: a quotation, code, a list, data. */
    private static final String MARKS = "\"“”„«»‹›「」『』《》【】〈〉()（）[]{}<>`|\\\n\r\t\u2028\u2029\u0085\u000b\f：";

    private static final String APOSTROPHES = "'’‘";

    private Words() {}

    /** Where it is not to be looked at any more as language; its length where it is language to its end. */
    static int verbatim(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean quotes = APOSTROPHES.indexOf(c) >= 0 && !(isLetter(text, i - 1) && isLetter(text, i + 1));
            boolean colon = c == ':' && !(isDigit(text, i - 1) && isDigit(text, i + 1));
            if (quotes || colon || MARKS.indexOf(c) >= 0) {
                return i;
            }
        }
        return text.length();
    }

    private static boolean isLetter(String text, int at) {
        return at >= 0 && at < text.length() && Character.isLetter(text.charAt(at));
    }

    private static boolean isDigit(String text, int at) {
        return at >= 0 && at < text.length() && Character.isDigit(text.charAt(at));
    }

    /** Its words. */
    static List<String> of(String text) {
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || isBlank(text.charAt(i))) {
                run(text.substring(start, i), words);
                start = i + 1;
            }
        }
        return words;
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    /** What stands between two blanks. */
    private static void run(String run, List<String> words) {
        int start = 0;
        while (start < run.length() && INVERTED.indexOf(run.charAt(start)) >= 0) {
            start++;
        }
        int end = run.length();
        while (end > start && PUNCTUATION.indexOf(run.charAt(end - 1)) >= 0 && !isFactorial(run, start, end)) {
            end--;
        }
        unspaced(run.substring(start, end), words);
        for (int i = end; i < run.length(); i++) {
            words.add(run.substring(i, i + 1));
        }
    }

    /** {@code 5!} and {@code n!} are numbers. */
    private static boolean isFactorial(String run, int start, int end) {
        return "!！".indexOf(run.charAt(end - 1)) >= 0
                && (end - start == 2 || (end - start > 2 && isDigit(run, end - 2)))
                && PUNCTUATION.indexOf(run.charAt(end - 2)) < 0;
    }

    private static void unspaced(String run, List<String> words) {
        int start = 0;
        for (int i = 0; i < run.length(); ) {
            int c = run.codePointAt(i);
            int next = i + Character.charCount(c);
            if (Character.isIdeographic(c) || PUNCTUATION.indexOf(c, PUNCTUATION.indexOf('。')) >= 0) {
                add(run, start, i, words);
                add(run, i, next, words);
                start = next;
            }
            i = next;
        }
        add(run, start, run.length(), words);
    }

    private static void add(String run, int start, int end, List<String> words) {
        if (end > start) {
            words.add(run.substring(start, end).replace('’', '\''));
        }
    }

    static boolean isPunctuation(String word) {
        return word.length() == 1 && PUNCTUATION.contains(word);
    }

    /** Without the capital that it begins with, if it has no other: {@code us} is not {@code US}. */
    static String folded(String word) {
        int rest = word.offsetByCodePoints(0, 1);
        for (int i = rest; i < word.length(); i++) {
            if (Character.isUpperCase(word.charAt(i))) {
                return word;
            }
        }
        return new StringBuilder()
                .appendCodePoint(Character.toLowerCase(word.codePointAt(0)))
                .append(word, rest, word.length())
                .toString();
    }
}
