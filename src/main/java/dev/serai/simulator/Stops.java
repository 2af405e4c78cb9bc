package dev.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.wire.ApiException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The texts at which an answer stops. */
final class Stops {

    private static final int MAX_STOPS = 16;

    private final List<String> texts = new ArrayList<>();

    /** Where the answers end that were looked through: mostly choices say the same. */
    private final Map<String, Integer> ends = new HashMap<>();

    Stops(JsonNode stop) {
        if (stop.size() > MAX_STOPS) {
            throw ApiException.badRequest("invalid_value", "stop", "'stop' must have at most " + MAX_STOPS + " texts");
        }
        if (stop.isArray()) {
            stop.forEach(text -> texts.add(text.asText("")));
        } else {
            texts.add(stop.asText(""));
        }
        texts.removeIf(String::isEmpty);
    }

    /** The answer up to the first of them. */
    Choice spoken(String answer) {
        int end = texts.isEmpty() ? answer.length() : ends.computeIfAbsent(answer, this::end);
        return new Choice(AnswerToken.ofText(answer.substring(0, end)), "stop");
    }

    private int end(String answer) {
        int end = answer.length();
        for (String text : texts) {
            int found = indexOf(text, answer);
            end = found < 0 ? end : Math.min(end, found);
        }
        return end;
    }

    /** As Knuth, Morris and Pratt have it: {@link String#indexOf} takes the product of both lengths. */
    private static int indexOf(String wanted, String text) {
        if (wanted.length() > text.length()) {
            return -1;
        }
        int[] again = new int[wanted.length()];
        for (int i = 1, same = 0; i < wanted.length(); i++) {
            same = longer(wanted, same, again, wanted.charAt(i));
            again[i] = same;
        }
        for (int i = 0, same = 0; i < text.length(); i++) {
            same = longer(wanted, same, again, text.charAt(i));
            if (same == wanted.length()) {
                return i + 1 - same;
            }
        }
        return -1;
    }

    /** How much of the wanted text ends with this character, where so much of it ended before. */
    private static int longer(String wanted, int same, int[] again, char c) {
        int length = same;
        while (length > 0 && wanted.charAt(length) != c) {
            length = again[length - 1];
        }
        return wanted.charAt(length) == c ? length + 1 : length;
    }
}
