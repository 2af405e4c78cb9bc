package dev.serai.wire;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/** What somebody meant who wrote a name that is not there. */
public final class Spelling {

    /** A longer one is no name of ours. */
    private static final int LONGEST = 64;

    private static final int LONGEST_OF_ONE_MISTAKE = 6;

    private Spelling() {}

    /**
     * The known name that this one looks like: another case, a letter more, less, wrong or two swapped; twice in long
     * names. Names of three letters and less have other case only.
     *
     * @return empty where it looks like none, or is one
     */
    public static Optional<String> meant(String word, Collection<String> known) {
        if (known.contains(word)) {
            return Optional.empty();
        }
        return nearest(word, known)
                .filter(it -> it.equalsIgnoreCase(word) || distance(fold(word), fold(it)) <= tolerance(it));
    }

    /** The known name that one which is wrong in any case is most like; empty where it is like none. */
    public static Optional<String> like(String word, Collection<String> known) {
        return nearest(word, known).filter(it -> distance(fold(word), fold(it)) <= Math.max(1, it.length() / 3));
    }

    /** For messages: {@code : did you mean tools?}, or else what there is. */
    public static String hint(String word, Collection<String> known) {
        return like(word, known)
                .map(it -> ": did you mean " + it + "?")
                .orElseGet(() -> known.isEmpty() ? "" : "; there is " + String.join(", ", new TreeSet<>(known)));
    }

    private static int tolerance(String name) {
        return name.length() <= 3 ? 0 : name.length() <= LONGEST_OF_ONE_MISTAKE ? 1 : 2;
    }

    private static Optional<String> nearest(String word, Collection<String> known) {
        return word.length() > LONGEST
                ? Optional.empty()
                : known.stream()
                        .filter(name -> name.length() <= LONGEST)
                        .min(Comparator.comparingInt((String name) -> distance(fold(word), fold(name)))
                                .thenComparing(Comparator.naturalOrder()));
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    /** Letters more, less, wrong, and pairs that are swapped. */
    private static int distance(String a, String b) {
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int wrong = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(wrong, Math.min(row[j - 1], last[j]) + 1);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return last[b.length()];
    }
}
