package dev.serai.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.wire.ApiException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Decides which tools an answer calls. {@code auto} calls the first one when it is the user who spoke, and all of them
 * if the user says "all tools"; so an agent's loop ends when it sends the results.
 */
final class ToolCalls {

    /** As OpenAI has it. */
    private static final int MAX_TOOLS = 128;

    /** A call as every choice has it. */
    private record Asked(String type, String name, String input) {}

    private final JsonNode request;
    private final Conversation conversation;
    private List<Asked> asked;

    ToolCalls(JsonNode request, Conversation conversation) {
        this.request = request;
        this.conversation = conversation;
    }

    /** The calls of one choice; empty if it answers with text. */
    List<SimulatedCall> calls(Fingerprint chance) {
        if (asked == null) {
            asked = asked();
        }
        List<SimulatedCall> calls = new ArrayList<>();
        for (Asked call : asked) {
            int index = calls.size();
            String id = Fingerprint.of(chance.id(""), index).id("call_");
            calls.add(new SimulatedCall(index, id, call.type(), call.name(), call.input()));
        }
        return calls;
    }

    private List<Asked> asked() {
        List<Asked> all = new ArrayList<>();
        SampleEffort effort = new SampleEffort();
        long characters = 0;
        for (JsonNode tool : called()) {
            String type = tool.path("type").asText("function");
            String input = input(tool, type, effort);
            characters += input.length();
            Choices.requireAffordable(characters);
            all.add(new Asked(type, name(tool), input));
        }
        return all;
    }

    private List<JsonNode> called() {
        JsonNode choice = request.path("tool_choice");
        List<JsonNode> tools = new ArrayList<>();
        request.path("tools").forEach(tools::add);
        if (tools.size() > MAX_TOOLS) {
            throw ApiException.badRequest(
                    "invalid_value", "tools", "'tools' must have at most " + MAX_TOOLS + " tools");
        }
        String mode = choice.isObject() ? choice.path("type").asText("") : choice.asText("auto");
        if (mode.equals("allowed_tools")) {
            mode = choice.at("/allowed_tools/mode").asText("auto");
            tools = named(tools, choice.at("/allowed_tools/tools"));
        } else if (choice.isObject()) {
            return List.of(only(tools, name(choice)));
        }
        boolean calls = mode.equals("required") || (mode.equals("auto") && conversation.endsWithUser());
        if (!calls || tools.isEmpty()) {
            return List.of();
        }
        return callsAll() ? tools : tools.subList(0, 1);
    }

    private boolean callsAll() {
        String said = Conversation.text(conversation.question()).toLowerCase(Locale.ROOT);
        return said.contains("all tools") && request.path("parallel_tool_calls").asBoolean(true);
    }

    private static List<JsonNode> named(List<JsonNode> tools, JsonNode allowed) {
        Set<String> names = new HashSet<>();
        allowed.forEach(tool -> names.add(name(tool)));
        return tools.stream().filter(tool -> names.contains(name(tool))).toList();
    }

    private static JsonNode only(List<JsonNode> tools, String name) {
        for (JsonNode tool : tools) {
            if (name(tool).equals(name)) {
                return tool;
            }
        }
        throw ApiException.badRequest("invalid_value", "tool_choice", "Tool choice '" + name + "' is not in 'tools'");
    }

    private static String name(JsonNode tool) {
        return tool.path(tool.path("type").asText("function")).path("name").asText("");
    }

    private static String input(JsonNode tool, String type, SampleEffort effort) {
        return type.equals("custom")
                ? "input for " + name(tool)
                : SchemaSampler.sample(tool.at("/function/parameters"), effort).toString();
    }
}
