package dev.serai.semantic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What asks the same in other words has one gist; whatever could be answered otherwise has another. */
class GistTest {

    /** Pairs that embeddings hold for the same, or nearly: one word, number, sign, name or place is another. */
    static Stream<String[]> minimalPairs() {
        return pairs(MinimalPairs.TEXT);
    }

    static Stream<String[]> paraphrases() {
        return pairs(MinimalPairs.PARAPHRASES);
    }

    private static Stream<String[]> pairs(String text) {
        return text.lines().filter(line -> !line.isBlank()).map(line -> {
            String[] pair = line.split("\\|\\|", -1);
            assertThat(pair).as(line).hasSize(2);
            return new String[] {
                pair[0].strip().replace("\\n", "\n"), pair[1].strip().replace("\\n", "\n")
            };
        });
    }

    @ParameterizedTest
    @MethodSource("minimalPairs")
    void minimalPair_hasTwoGists(String one, String other) {
        assertThat(Gist.of(one)).isNotEqualTo(Gist.of(other));
    }

    @ParameterizedTest
    @MethodSource("paraphrases")
    void paraphrase_hasOneGist(String one, String other) {
        assertThat(Gist.of(one)).isEqualTo(Gist.of(other));
    }

    @Test
    void anyOtherWord_orOrder_isAnotherGist() {
        Random random = new Random(16);
        for (int i = 0; i < 5000; i++) {
            List<String> words = MinimalPairs.sentence(random);
            List<String> changed = new ArrayList<>(words);
            int at = random.nextInt(changed.size());
            switch (random.nextInt(5)) {
                case 0 -> changed.remove(at);
                case 1 -> changed.add(at, MinimalPairs.word(random));
                case 2 -> changed.set(at, MinimalPairs.word(random));
                case 3 -> changed.add(at, MinimalPairs.negation(random));
                default -> Collections.swap(changed, at, random.nextInt(changed.size()));
            }
            if (!changed.equals(words)) {
                String one = String.join(" ", words);
                String other = String.join(" ", changed);
                assertThat(Gist.of(other)).as("%s / %s", one, other).isNotEqualTo(Gist.of(one));
            }
        }
    }

    @Test
    void anyOtherCharacter_isAnotherGist_whereItIsQuoted() {
        Random random = new Random(17);
        for (int i = 0; i < 2000; i++) {
            String open = List.of("\"", "“", "„", "«", "`", "(", "[", "{", "<", ": ", "：", "\n", "「", "'")
                    .get(random.nextInt(14));
            String text = "How do I say this in French " + open + String.join(" ", MinimalPairs.sentence(random));
            int at = text.length() - 1 - random.nextInt(6);
            String changed = text.substring(0, at)
                    + List.of(".", "?", " the ", "", "X").get(random.nextInt(5))
                    + text.substring(at + 1);
            if (!changed.strip().equals(text.strip())) {
                assertThat(Gist.of(changed)).as("%s / %s", text, changed).isNotEqualTo(Gist.of(text));
            }
        }
    }

    @Test
    void everyPhrase_leavesWhatIsAsked() {
        for (String opening : List.of("", "Please ", "Hello, ", "Can you tell me ", "Hi! Please tell me ")) {
            Set<String> gists = new HashSet<>();
            for (String ask : List.of("how to", "how do I", "How can I", "how can one", "How does one")) {
                gists.add(Gist.of(opening + ask + " reset my password?"));
                gists.add(Gist.of(opening + ask + " reset my password, please"));
                gists.add(Gist.of(opening + ask + " reset my password? Thanks!"));
            }
            assertThat(gists).containsExactly("how to reset my password");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "?",
                "!!!",
                "Hi!",
                "please",
                "Thanks, please?",
                "…",
                "\ud83d",
                "¿?",
                "，。",
                "'",
                "the the the the"
            })
    void anything_hasAGist(String text) {
        assertThat(Gist.of(text)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"please ", "how to ", "? ", "!", "请", "what's ", "' ", "a", "\u0301", "¿", "thanks, "})
    void longText_takesTimeThatGrowsWithItAlone(String part) {
        // what takes the square of it would not come to its end
        assertThat(Gist.of(part.repeat(300_000))).isNotNull();
    }
}
