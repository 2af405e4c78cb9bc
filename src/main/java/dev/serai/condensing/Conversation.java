package dev.serai.condensing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.limits.ChatTokens;
import dev.serai.wire.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The messages of a chat in turns, each from a user's message up to the next one. What the system or the developer says
 * belongs to none of them. A call of a tool and its result are never in two turns. One pass over the messages each.
 */
final class Conversation {

    private static final Set<String> KEPT = Set.of("system", "developer");

    private final List<JsonNode> messages = new ArrayList<>();
    private final List<Integer> starts = new ArrayList<>();
    private long[] left = {};
    private long fixed;

    /**
     * Reads one.
     *
     * @param chat as a tree
     * @param count of its tokens
     */
    Conversation(JsonNode chat, ChatTokens count) {
        chat.path("messages").forEach(messages::add);
        for (String name : List.of("tools", "functions", "response_format")) {
            fixed += chat.has(name) ? count.text(chat.get(name).toString()) : 0;
        }
        int[] ends = ends();
        List<Long> tokens = new ArrayList<>();
        int open = -1;
        for (int i = 0; i < messages.size(); i++) {
            JsonNode message = messages.get(i);
            long its = count.message(message);
            if (isKept(message)) {
                fixed += its;
                continue;
            }
            if (starts.isEmpty() || (role(message).equals("user") && i > open)) {
                starts.add(i);
                tokens.add(0L);
            }
            int turn = tokens.size() - 1;
            tokens.set(turn, tokens.get(turn) + its);
            open = Math.max(open, ends[i]);
        }
        sum(tokens);
    }

    /**
     * Of each message, where the last result of its calls stands; -1 where it has none. Some providers count calls anew in each
     * turn: a result is one of the last call that has its id.
     */
    private int[] ends() {
        int[] ends = new int[messages.size()];
        Map<String, Integer> results = new HashMap<>();
        for (int i = messages.size() - 1; i >= 0; i--) {
            ends[i] = -1;
            for (JsonNode call : messages.get(i).path("tool_calls")) {
                Integer result = results.remove(call.path("id").asText());
                ends[i] = result == null ? ends[i] : Math.max(ends[i], result);
            }
            JsonNode id = messages.get(i).path("tool_call_id");
            if (id.isTextual()) {
                results.putIfAbsent(id.textValue(), i);
            }
        }
        return ends;
    }

    private void sum(List<Long> tokens) {
        left = new long[tokens.size() + 1];
        for (int turn = tokens.size() - 1; turn >= 0; turn--) {
            left[turn] = left[turn + 1] + tokens.get(turn);
        }
    }

    private static String role(JsonNode message) {
        return message.path("role").asText();
    }

    private static boolean isKept(JsonNode message) {
        return KEPT.contains(role(message));
    }

    int turns() {
        return starts.size();
    }

    long tokens() {
        return tokensFrom(0);
    }

    /** Of what is left where turns before this one are left out. */
    long tokensFrom(int turn) {
        return fixed + left[turn];
    }

    /** Of one turn. */
    long tokensOf(int turn) {
        return left[turn] - left[turn + 1];
    }

    /** Behind which turn a chunk ends that begins with this one: all that fit, one at least; behind the last where more would fit. */
    int endOf(int from, long most) {
        int turn = from + 1;
        while (turn < turns() && left[from] - left[turn + 1] <= most) {
            turn++;
        }
        return turn;
    }

    /** What is said in some turns, for who is to summarise it: nothing of it is a message any more. */
    String transcript(int from, int to) {
        StringBuilder text = new StringBuilder();
        int end = to < starts.size() ? starts.get(to) : messages.size();
        for (JsonNode message : messages.subList(starts.get(from), end)) {
            if (!isKept(message)) {
                text.append(role(message)).append(": ");
                JsonNode content = message.path("content");
                text.append(content.asText());
                content.forEach(part -> text.append(
                        part.path("text").asText("(" + part.path("type").asText() + ")")));
                message.path("tool_calls").forEach(it -> text.append(called(it.path("function"))));
                text.append(called(message.path("function_call"))).append("\n\n");
            }
        }
        return text.toString();
    }

    private static String called(JsonNode function) {
        String name = function.path("name").asText();
        return name.isEmpty()
                ? ""
                : "\ncalls " + name + ' ' + function.path("arguments").asText();
    }

    /**
     * The messages without the turns before this one, except what system and developer said.
     *
     * @param summary that takes their place; null for none
     */
    ArrayNode from(int turn, String summary) {
        ArrayNode condensed = Json.MAPPER.createArrayNode();
        int start = turns() == 0 ? messages.size() : starts.get(turn);
        messages.subList(0, start).stream().filter(Conversation::isKept).forEach(condensed::add);
        if (summary != null) { // not as the system's word: users and tools have said it. Some models want roles in turn
            condensed.add(message("user", Summary.HEADING + summary));
            condensed.add(message("assistant", Summary.REPLY));
        }
        messages.subList(start, messages.size()).forEach(condensed::add);
        return condensed;
    }

    static ObjectNode message(String role, String content) {
        return Json.MAPPER.createObjectNode().put("role", role).put("content", content);
    }
}
