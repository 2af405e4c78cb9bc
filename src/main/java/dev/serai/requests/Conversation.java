package dev.serai.requests;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.call.Said;
import dev.serai.stream.ChunkEvents;
import dev.serai.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was said in a request, as messages: those of its prompt, and the answer as the last one. */
final class Conversation {

    private static final String CONTENT = "content";

    private Conversation() {}

    /**
     * As {@code {"messages": […]}}, which a policy for prompts can read, too. What is too long is left out from the beginning:
     * the last messages say most.
     */
    static ObjectNode of(Said said, boolean chat, int mostCharacters) {
        ObjectNode whole = Json.MAPPER.createObjectNode();
        ArrayNode kept = whole.putArray("messages");
        List<JsonNode> messages = messages(said, chat);
        Shortened shortened = new Shortened(mostCharacters);
        int next = messages.size();
        while (next > 0 && shortened.hasRoom()) {
            kept.insert(0, shortened.of(messages.get(--next)));
        }
        if (next > 0) {
            whole.put("omitted", next);
        }
        return whole;
    }

    private static List<JsonNode> messages(Said said, boolean chat) {
        List<JsonNode> messages = new ArrayList<>();
        JsonNode prompt = prompt(said);
        if (chat && prompt.isArray()) {
            prompt.forEach(messages::add);
        } else if (!prompt.isMissingNode()) {
            messages.add(Json.MAPPER.createObjectNode().put("role", "user").set(CONTENT, prompt));
        }
        ObjectNode answer = answer(said.answer());
        if (answer != null) {
            messages.add(answer);
        }
        return messages;
    }

    /** One that is not there as a whole is shown as its text. */
    private static JsonNode prompt(Said said) {
        byte[] json = said.prompt();
        try {
            if (json.length == said.promptBytes()) {
                return json.length == 0 ? Json.MAPPER.missingNode() : Json.parse(json);
            }
        } catch (JsonProcessingException e) {
            // its text says what it is
        }
        return Json.MAPPER.getNodeFactory().textNode(new String(json, StandardCharsets.UTF_8));
    }

    private static ObjectNode answer(byte[] sent) {
        if (sent.length == 0) {
            return null;
        }
        return sent[0] == '{' ? whole(sent) : streamed(sent);
    }

    /** The first choice of a whole answer; null for one that has none, as vectors and errors. */
    private static ObjectNode whole(byte[] sent) {
        try {
            JsonNode choice = Json.parse(sent).path("choices").path(0);
            if (choice.path("message").isObject()) {
                return (ObjectNode) choice.get("message");
            }
            return choice.has("text") ? assistant(choice.get("text").asText()) : null;
        } catch (JsonProcessingException e) {
            return assistant(new String(sent, StandardCharsets.UTF_8));
        }
    }

    private static ObjectNode assistant(String text) {
        return Json.MAPPER.createObjectNode().put("role", "assistant").put(CONTENT, text);
    }

    /** The events that are there as a whole. */
    private static ObjectNode streamed(byte[] sent) {
        int end = sent.length;
        while (end > 0 && sent[end - 1] != '\n') {
            end--;
        }
        StringBuilder text = new StringBuilder();
        Map<Integer, ObjectNode> calls = new TreeMap<>();
        try {
            for (ObjectNode chunk : ChunkEvents.read(Arrays.copyOf(sent, end))) {
                JsonNode choice = chunk.path("choices").path(0);
                JsonNode delta = choice.path("delta");
                text.append(delta.path(CONTENT).asText(""))
                        .append(delta.path("refusal").asText(""))
                        .append(choice.path("text").asText(""));
                delta.path("tool_calls").forEach(call -> add(call, calls));
            }
        } catch (JsonProcessingException e) {
            text.append(" … (what follows could not be read)");
        }
        ObjectNode answer = assistant(text.toString());
        if (!calls.isEmpty()) {
            answer.putArray("tool_calls").addAll(calls.values());
        }
        return answer;
    }

    private static void add(JsonNode call, Map<Integer, ObjectNode> calls) {
        ObjectNode known = calls.computeIfAbsent(call.path("index").asInt(), index -> Json.MAPPER.createObjectNode());
        for (String member : new String[] {"name", "arguments"}) {
            String more = call.path("function").path(member).asText("");
            known.put(member, known.path(member).asText("") + more);
        }
    }
}
