package dev.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.Json;
import java.util.ArrayList;
import java.util.List;

/** Cuts text into words, ideographs and punctuation marks, each with the white space before it. */
final class Tokenizer {

    /** Letters, what belongs to them, and numbers. */
    private static final int WORD = 1 << Character.UPPERCASE_LETTER
            | 1 << Character.LOWERCASE_LETTER
            | 1 << Character.TITLECASE_LETTER
            | 1 << Character.MODIFIER_LETTER
            | 1 << Character.OTHER_LETTER
            | 1 << Character.NON_SPACING_MARK
            | 1 << Character.ENCLOSING_MARK
            | 1 << Character.COMBINING_SPACING_MARK
            | 1 << Character.DECIMAL_DIGIT_NUMBER
            | 1 << Character.LETTER_NUMBER
            | 1 << Character.OTHER_NUMBER;

    private Tokenizer() {}

    /** The pieces; joined they are the text again. */
    static List<String> of(String text) {
        List<String> tokens = new ArrayList<>();
        for (int start = 0; start < text.length(); ) {
            int end = end(text, start);
            tokens.add(text.substring(start, end));
            start = end;
        }
        return tokens;
    }

    static int count(String text) {
        int count = 0;
        for (int start = 0; start < text.length(); start = end(text, start)) {
            count++;
        }
        return count;
    }

    /**
     * How many tokens items have, as {@link Conversation#tokens} counts them.
     *
     * @see <a href="https://platform.openai.com/docs/api-reference/responses/input-tokens">OpenAI's input tokens</a>
     */
    static ObjectNode counted(JsonNode items) {
        int tokens = 0;
        for (JsonNode item : items) {
            for (String member : List.of("name", "arguments", "output")) {
                tokens += count(item.path(member).asText(""));
            }
            for (JsonNode part : item.path("content")) {
                boolean image = part.path("type").asText("").equals("input_image");
                tokens += image
                        ? Conversation.IMAGE_TOKENS
                        : count(part.path("text").asText(""));
            }
        }
        return Json.MAPPER
                .createObjectNode()
                .put("object", "response.input_tokens")
                .put("input_tokens", tokens);
    }

    /** Where the piece ends that starts there. */
    private static int end(String text, int start) {
        int end = start;
        while (end < text.length() && isBlank(text.charAt(end))) {
            end++;
        }
        if (end == text.length()) {
            return end;
        }
        int first = text.codePointAt(end);
        end += Character.charCount(first);
        while (isOfWord(first) && end < text.length() && isOfWord(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        return end;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private static boolean isOfWord(int point) {
        return point == '_' || ((WORD >> Character.getType(point) & 1) == 1 && !Character.isIdeographic(point));
    }
}
