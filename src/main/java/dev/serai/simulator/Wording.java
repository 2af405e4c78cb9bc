package dev.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** What the simulator says: a quotation, then a few sentences that chance picks. */
final class Wording {

    private static final int QUOTED_CHARACTERS = 200;
    private static final int MOST_QUOTED = 32;
    private static final int SENTENCES_SAID = 3;
    private static final List<String> SENTENCES = List.of(
            "This answer was written by the simulator, not by a model.",
            "No network was needed to write it.",
            "The same request always gets the same answer.",
            "Another seed picks other sentences.",
            "Each word and each punctuation mark counts as one token.",
            "The gateway treats this answer like that of any other provider.",
            "A model name such as stall or cut asks for a failure.",
            "Streams arrive word by word, at the configured pace.",
            "Nothing here was thought through, so please do not act on it.",
            "A real provider would have sent a bill for this.");

    private Wording() {}

    /** How every answer to the end of a conversation begins: it quotes the tools if they spoke last, else the user. */
    static String beginning(Conversation conversation) {
        List<String> results = conversation.toolResults();
        if (!results.isEmpty()) {
            String quotes =
                    results.stream().limit(MOST_QUOTED).map(Wording::quote).collect(Collectors.joining(", "));
            return "The tools answered: " + quotes + ". ";
        }
        JsonNode question = conversation.question();
        List<String> attachments = Conversation.attachments(question);
        String with = attachments.isEmpty()
                ? ""
                : " with "
                        + attachments.stream()
                                .limit(MOST_QUOTED)
                                .map(type -> type.length() > QUOTED_CHARACTERS ? "…" : type)
                                .collect(Collectors.joining(", "));
        return "You said: " + quote(Conversation.text(question)) + with + ". ";
    }

    /** How every continuation of a prompt begins. */
    static String beginning(String prompt) {
        return " You wrote: " + quote(prompt) + ". ";
    }

    /** How one of them goes on. */
    static String sentences(Fingerprint chance) {
        List<String> shuffled = new ArrayList<>(SENTENCES);
        Collections.shuffle(shuffled, chance.random());
        return String.join(" ", shuffled.subList(0, SENTENCES_SAID));
    }

    private static String quote(String text) {
        if (text.length() <= 2 * QUOTED_CHARACTERS && text.codePointCount(0, text.length()) <= QUOTED_CHARACTERS) {
            return '"' + text + '"';
        }
        return '"' + text.substring(0, text.offsetByCodePoints(0, QUOTED_CHARACTERS)) + "…\"";
    }
}
