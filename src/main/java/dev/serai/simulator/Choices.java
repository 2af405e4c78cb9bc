package dev.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.wire.ApiException;
import java.util.ArrayList;
import java.util.List;

/**
 * The choices that a request gets, and what its prompt counts. A streamed and a whole answer say the same.
 *
 * @param promptTokens how many tokens were read
 */
record Choices(List<Choice> choices, int promptTokens) {

    private static final int MAX_CHOICES = 128;
    private static final int MAX_ANSWERS = 1024;
    private static final int MAX_CHARACTERS = 1 << 20;
    private static final int TOKENS_BEFORE_FILTER = 5;

    static Choices chat(JsonNode request, Misbehaviour misbehaviour) {
        Conversation conversation = new Conversation(request.path("messages"));
        ToolCalls tools = new ToolCalls(request, conversation);
        Content content = new Content(request, conversation);
        Stops stops = new Stops(request.path("stop"));
        String said =
                Fingerprint.of(request.path("messages"), request.path("seed")).id("");
        List<Choice> choices = new ArrayList<>();
        long characters = 0;
        for (int i = 0; i < count(request, 1); i++) {
            Fingerprint chance = Fingerprint.of(said, i);
            List<SimulatedCall> calls = misbehaviour == Misbehaviour.CONTENT_FILTER ? List.of() : tools.calls(chance);
            Choice choice = calls.isEmpty()
                    ? stops.spoken(content.said(chance))
                    : new Choice(AnswerToken.ofCalls(calls), "tool_calls");
            choices.add(limited(choice, request, misbehaviour));
            characters += choice.characters();
            requireAffordable(characters);
        }
        return new Choices(choices, conversation.tokens());
    }

    static Choices completions(JsonNode request, Misbehaviour misbehaviour) {
        List<Choice> choices = new ArrayList<>();
        int promptTokens = 0;
        List<Prompt> prompts = Prompt.list(request.path("prompt"));
        int count = count(request, prompts.size());
        Stops stops = new Stops(request.path("stop"));
        for (Prompt prompt : prompts) {
            promptTokens += prompt.tokens();
            String said = Fingerprint.of(prompt.text(), request.path("seed")).id("");
            String beginning = Wording.beginning(prompt.text());
            for (int i = 0; i < count; i++) {
                Fingerprint chance = Fingerprint.of(said, i);
                Choice choice = stops.spoken(beginning + Wording.sentences(chance));
                choices.add(limited(choice, request, misbehaviour));
            }
        }
        return new Choices(choices, promptTokens);
    }

    int completionTokens() {
        return choices.stream().mapToInt(choice -> choice.tokens().size()).sum();
    }

    /** The tokens of the longest choice. */
    int longest() {
        return choices.stream().mapToInt(choice -> choice.tokens().size()).max().orElse(0);
    }

    private static int count(JsonNode request, int prompts) {
        int n = request.path("n").asInt(1);
        if (n < 1 || n > MAX_CHOICES) {
            throw ApiException.badRequest("invalid_value", "n", "'n' must be between 1 and " + MAX_CHOICES);
        }
        if ((long) n * prompts > MAX_ANSWERS) {
            throw ApiException.badRequest(
                    "invalid_value", "prompt", "'prompt' and 'n' must ask for at most " + MAX_ANSWERS + " answers");
        }
        return n;
    }

    /** What is asked for in tools, schemas and choices together may be more than anybody simulates. */
    static void requireAffordable(long characters) {
        if (characters > MAX_CHARACTERS) {
            throw ApiException.badRequest(
                    "invalid_value",
                    "n",
                    "The answer would have more than the " + MAX_CHARACTERS + " characters that the simulator says");
        }
    }

    private static Choice limited(Choice choice, JsonNode request, Misbehaviour misbehaviour) {
        if (misbehaviour == Misbehaviour.CONTENT_FILTER) {
            int shown = Math.min(choice.tokens().size(), TOKENS_BEFORE_FILTER);
            return new Choice(choice.tokens().subList(0, shown), "content_filter");
        }
        String limit = request.hasNonNull("max_completion_tokens") ? "max_completion_tokens" : "max_tokens";
        int most = request.path(limit).asInt(Integer.MAX_VALUE);
        if (most < 1) {
            throw ApiException.badRequest("invalid_value", limit, "'" + limit + "' must be at least 1");
        }
        return choice.limited(most, "length");
    }
}
