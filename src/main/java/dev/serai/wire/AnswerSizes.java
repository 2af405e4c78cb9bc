package dev.serai.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** How much a request asks to be answered: how many answers, and how long each may be. */
final class AnswerSizes {

    /** More answers are made by nobody; times the longest of them, this can still be counted. */
    private static final long MOST_CHOICES = 1_000_000;

    /** More is no number that anybody means. */
    private static final long MOST_TOKENS = 999_999_999;

    private static final int LONGEST_NUMBER = 40;

    /** The names that formats have for the most tokens of an answer. */
    private static final List<String> LIMITS = List.of("max_completion_tokens", "max_tokens", "max_output_tokens");

    /** The members of formats that have such numbers in an object of their own, and their names in it. */
    private static final List<String> SETTINGS = List.of("generationConfig", "generation_config");

    private static final Set<String> LIMITS_WITHIN = Set.of("maxOutputTokens", "max_output_tokens");
    private static final Set<String> CHOICES_WITHIN = Set.of("candidateCount", "candidate_count");

    private AnswerSizes() {}

    /** The most tokens of an answer; -1 if there is no such number. */
    static long maxTokens(RawObject request) {
        long most = within(request, LIMITS_WITHIN);
        most = most > MOST_TOKENS ? -1 : most;
        for (String name : LIMITS) {
            RawObject.Slice member = request.get(name);
            most = member == null ? most : Math.max(most, member.count());
        }
        return most;
    }

    /** How many answers are made to a chat; at least 1. */
    static long choices(RawObject request) {
        return Math.max(many(request, "n"), Math.min(MOST_CHOICES, within(request, CHOICES_WITHIN)));
    }

    /** The largest of these numbers in objects of settings, in whatever way a provider may read them; -1 if there is none. */
    private static long within(RawObject request, Set<String> names) {
        long most = -1;
        for (String settings : SETTINGS) {
            RawObject.Slice object = request.get(settings);
            most = object == null ? most : Math.max(most, within(object, names));
        }
        return most;
    }

    private static long within(RawObject.Slice object, Set<String> names) {
        long most = -1;
        try (JsonParser json = Json.FACTORY.createParser(object.source(), object.start(), object.length())) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    boolean one = names.contains(json.currentName());
                    if (json.nextToken().isScalarValue() && one && json.getTextLength() <= LONGEST_NUMBER) {
                        most = Math.max(most, number(json.getText()));
                    }
                    json.skipChildren();
                }
            }
            return most;
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }

    /** A member that says how many answers are made, in whatever way a provider may read it; at least 1. */
    static long many(RawObject request, String name) {
        RawObject.Slice member = request.get(name);
        if (member == null || member.length() > LONGEST_NUMBER) {
            return 1;
        }
        String text = new String(member.source(), member.start(), member.length(), StandardCharsets.US_ASCII);
        return Math.max(1, Math.min(MOST_CHOICES, number(text.replace("\"", ""))));
    }

    /** What a text counts; -1 if that is nothing. */
    private static long number(String text) {
        try {
            double number = Double.parseDouble(text);
            return number >= 0 ? (long) number : -1;
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** How many a text completion makes: of each prompt, and of those that the best are chosen from. */
    static long completions(RawObject request) {
        return Math.min(
                MOST_CHOICES,
                Math.max(1, prompts(request.get("prompt"))) * Math.max(many(request, "n"), many(request, "best_of")));
    }

    /** Texts, or lists of tokens. */
    private static long prompts(RawObject.Slice prompt) {
        long prompts = 0;
        try (JsonParser json = Json.FACTORY.createParser(prompt.source(), prompt.start(), prompt.length())) {
            if (json.nextToken() == JsonToken.START_ARRAY) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    prompts += json.currentToken().isNumeric() ? 0 : 1;
                    json.skipChildren();
                }
            }
            return prompts;
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
    }
}
