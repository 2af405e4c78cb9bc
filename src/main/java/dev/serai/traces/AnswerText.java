package dev.serai.traces;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.Json;
import java.util.Map;
import java.util.TreeMap;

/** What a model says, choice by choice, as far as a span has it. */
final class AnswerText {

    private static final int MOST_CHOICES = 8;
    private static final int MOST_CALLS = 16;

    /** One answer of several. */
    private static final class Choice {
        private final StringBuilder content = new StringBuilder();
        private final Map<Integer, Call> calls = new TreeMap<>();
        private String reason;
    }

    /** What a model wants to have called. */
    private static final class Call {
        private final StringBuilder name = new StringBuilder();
        private final StringBuilder arguments = new StringBuilder();
        private String id = "";
    }

    private final Map<Integer, Choice> choices = new TreeMap<>();
    private int characters;

    /**
     * Takes a part of it.
     *
     * @param member {@code delta}, or {@code message} of a whole answer
     * @param reason why it ends; null where it does not
     */
    void add(JsonNode part, String member, String reason) {
        int index = part.path("index").asInt();
        if (!choices.containsKey(index) && choices.size() >= MOST_CHOICES) {
            return;
        }
        Choice choice = choices.computeIfAbsent(index, it -> new Choice());
        choice.reason = reason == null ? choice.reason : reason;
        JsonNode said = part.path(member);
        append(choice.content, said.path("content"));
        append(choice.content, said.path("refusal"));
        append(choice.content, part.path("text"));
        int number = 0;
        for (JsonNode call : said.path("tool_calls")) {
            add(choice, call, call.path("index").asInt(number++));
        }
    }

    private void add(Choice choice, JsonNode said, int index) {
        if (!choice.calls.containsKey(index) && choice.calls.size() >= MOST_CALLS) {
            return;
        }
        Call call = choice.calls.computeIfAbsent(index, it -> new Call());
        call.id = call.id.isEmpty() ? Content.line(said.path("id").asText("")) : call.id;
        append(call.name, said.path("function").path("name"));
        append(call.arguments, said.path("function").path("arguments"));
    }

    /** What is beyond the longest that is shown, and could not be the end of a secret in it, is passed over. */
    private void append(StringBuilder to, JsonNode text) {
        if (text.isTextual()) {
            String more = text.textValue();
            int length = Math.min(more.length(), Content.READ - characters);
            if (length > 0) {
                to.append(more, 0, length);
                characters += length;
            }
        }
    }

    /** As {@code gen_ai.output.messages} has it. */
    String messages() {
        ArrayNode messages = Json.MAPPER.createArrayNode();
        for (Choice choice : choices.values()) {
            ObjectNode message = messages.addObject().put("role", "assistant");
            ArrayNode parts = message.putArray("parts");
            if (choice.content.length() > 0) {
                parts.addObject().put("type", "text").put("content", Content.lines(choice.content.toString()));
            }
            for (Call call : choice.calls.values()) {
                parts.addObject()
                        .put("type", "tool_call")
                        .put("id", call.id)
                        .put("name", Content.line(call.name.toString()))
                        .put("arguments", Content.lines(call.arguments.toString()));
            }
            message.put("finish_reason", choice.reason == null ? "error" : Content.line(choice.reason));
        }
        return Json.text(messages);
    }
}
