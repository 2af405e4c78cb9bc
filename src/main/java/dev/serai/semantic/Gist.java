package dev.serai.semantic;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * What a prompt asks, without how it is asked: {@code how to reset my password} of "Hello, how can I reset my password?".
 * Prompts of two gists are never taken for the same, however near their embeddings are: "with" and "without", "2024" and
 * "2025" are nearer to each other than most that means the same. So nothing is left out but what {@link Phrases} names, and
 * that only where it cannot be what is asked about: at the beginning and behind the end. All else counts, in its order and
 * as it is written: words, numbers, signs; and from the first quotation mark, bracket, colon or line break on each character.
 */
public final class Gist {

    /** A token that stands for nothing that anybody writes: behind it all is verbatim. */
    private static final String VERBATIM = "\n";

    private static final String ENDS = ".!…。！";
    private static final String ASKS = "?？";

    /** So often something is left out on each side. */
    private static final int ROUNDS = 4;

    /** Of less than these words none is left out: "Thanks, in French?" */
    private static final int LEAST = 3;

    private final List<String> words;
    private final Phrases phrases = Phrases.KNOWN;
    private int first;
    private boolean asks;

    private Gist(List<String> words) {
        this.words = words;
    }

    /** That of a prompt, in time that grows with its length. */
    public static String of(String prompt) {
        String text = Normalizer.normalize(prompt, Normalizer.Form.NFC).strip();
        int verbatim = Words.verbatim(text);
        Gist gist = new Gist(new ArrayList<>(Words.of(text.substring(0, verbatim))));
        boolean open = verbatim == text.length();
        gist.leaveOutBeginning();
        if (open) {
            gist.leaveOutEnd();
        }
        return gist.left() < LEAST ? text : gist.text() + (open ? "" : VERBATIM + text.substring(verbatim));
    }

    private void leaveOutBeginning() {
        for (int round = 0; round < ROUNDS; round++) {
            Phrases.Found found = phrases.beginning(words.subList(first, words.size()));
            if (found == null) {
                foldFirst();
                return;
            }
            first += found.length();
            while (!found.isQuestion() && first < words.size() && Words.isPunctuation(words.get(first))) {
                first++;
            }
            if (found.isQuestion()) {
                asks = true;
                if (!found.meaning().isEmpty()) {
                    first--;
                    words.set(first, found.meaning());
                }
                return;
            }
        }
    }

    /** A capital at the beginning is no name's where the word is one that sentences begin with. */
    private void foldFirst() {
        if (first < words.size() && phrases.begins(words.get(first))) {
            String word = Words.folded(words.get(first));
            words.set(first, word);
            asks |= phrases.asks(word);
        }
    }

    private void leaveOutEnd() {
        for (int round = 0; round < ROUNDS; round++) {
            int before = words.size();
            dropLast(ENDS);
            if (asks) {
                dropLast(ASKS);
            }
            int end = phrases.end(words.subList(first, words.size()));
            if (end > 0) { // and the comma before it
                words.subList(words.size() - end, words.size()).clear();
                dropLast(",，;；");
            }
            if (words.size() == before) {
                return;
            }
        }
    }

    private long left() {
        return words.stream()
                .skip(first)
                .filter(word -> !Words.isPunctuation(word))
                .count();
    }

    private void dropLast(String marks) {
        while (words.size() > first && marks.contains(words.get(words.size() - 1))) {
            words.remove(words.size() - 1);
        }
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (String word : words.subList(first, words.size())) {
            String meant = phrases.meant(word);
            if (!meant.isEmpty()) {
                text.append(text.isEmpty() ? "" : " ").append(meant);
            }
        }
        return text.toString();
    }
}
