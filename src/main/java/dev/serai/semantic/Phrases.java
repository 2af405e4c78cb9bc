package dev.serai.semantic;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How people ask, in some languages: {@code phrases.txt}, which says what each kind of line means. */
final class Phrases {

    /** Those of the gateway. */
    static final Phrases KNOWN = new Phrases();

    private static final String FILE = "phrases.txt";

    /**
     * What a prompt begins with.
     *
     * @param length in words
     * @param isQuestion whether what follows is what is asked
     * @param meaning the word that stands for it; empty for none
     */
    record Found(int length, boolean isQuestion, String meaning) {}

    private final Map<String, String> questions = new HashMap<>();
    private final Map<String, String> shorts = new HashMap<>();
    private final Set<String> openers = new HashSet<>();
    private final Set<String> greetings = new HashSet<>();
    private final Set<String> closers = new HashSet<>();
    private final Set<String> first = new HashSet<>();
    private final Set<String> asking = new HashSet<>();
    private int longest;

    private Phrases() {
        try (InputStream in = Phrases.class.getResourceAsStream(FILE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(this::read);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        }
    }

    private void read(String line) {
        String[] parts = line.split(":", 2);
        String[] head = parts[0].strip().split(" ", 2);
        String meaning = head.length > 1 ? head[1].strip() : "";
        List<String> named = Arrays.stream(parts[1].split("\\|", -1))
                .map(phrase -> String.join(" ", Words.of(phrase)))
                .toList();
        named.forEach(phrase -> longest = Math.max(longest, phrase.split(" ", -1).length));
        switch (head[0]) {
            case "open" -> openers.addAll(named);
            case "greet" -> greetings.addAll(named);
            case "close" -> closers.addAll(named);
            case "first" -> first.addAll(named);
            case "question" -> asking.addAll(named);
            case "ask" -> named.forEach(phrase -> questions.put(phrase, meaning));
            case "short" -> named.forEach(phrase -> shorts.put(phrase, meaning));
            default -> throw new IllegalStateException(FILE + ": " + line);
        }
    }

    /** The longest phrase that these words begin with, and something behind it; null if with none. */
    Found beginning(List<String> words) {
        for (int length = Math.min(longest, words.size() - 1); length > 0; length--) {
            String phrase = phrase(words.subList(0, length));
            String meaning = questions.get(phrase);
            if (meaning != null) {
                return new Found(length, true, meaning);
            }
            boolean apart = Words.isPunctuation(words.get(length));
            if (openers.contains(phrase) || (apart && greetings.contains(phrase))) {
                return new Found(length, false, "");
            }
        }
        return null;
    }

    /** How many words a phrase has that these end with, set off from what is before it; 0 if there is none. */
    int end(List<String> words) {
        for (int length = Math.min(longest, words.size() - 2); length > 0; length--) {
            int start = words.size() - length;
            if (Words.isPunctuation(words.get(start - 1))
                    && closers.contains(phrase(words.subList(start, words.size())))) {
                return length;
            }
        }
        return 0;
    }

    /** As phrases are known: a sentence may begin with a capital, and "I" is one. */
    private static String phrase(List<String> words) {
        StringBuilder phrase = new StringBuilder(Words.folded(words.get(0)));
        for (String word : words.subList(1, words.size())) {
            phrase.append(' ').append(word.equals("I") ? "i" : word);
        }
        return phrase.toString();
    }

    /** Whether sentences begin with this word, and no name does. */
    boolean begins(String word) {
        String folded = Words.folded(word);
        return first.contains(folded) || asking.contains(folded) || shorts.containsKey(folded);
    }

    /** Whether a sentence that begins with this word is a question, with a question mark or without. */
    boolean asks(String word) {
        return asking.contains(word)
                || asking.contains(shorts.getOrDefault(word, "").replaceFirst(" .*", ""));
    }

    /** A word, or what it is short for; empty for one that says nothing. */
    String meant(String word) {
        return shorts.getOrDefault(word, word);
    }
}
