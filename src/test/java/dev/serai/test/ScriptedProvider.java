package dev.serai.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.serai.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A provider that answers as the test says, and remembers what it was asked. */
public final class ScriptedProvider {

    /**
     * What it was asked.
     *
     * @param path behind the provider's base URL
     * @param headers by their names in lower case
     * @param body missing where there is none
     */
    public record Request(String path, Map<String, String> headers, JsonNode body) {}

    record Reply(int status, String type, String body) {}

    private static final String DONE = "data: [DONE]\n\n";

    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile String text = "";
    private volatile Reply reply;

    ScriptedProvider() {}

    /** Answers each chat with this text, in OpenAI's format, whole or streamed as it is asked. */
    public ScriptedProvider says(String answer) {
        text = answer;
        reply = null;
        return this;
    }

    /** Answers each request with this JSON. */
    public ScriptedProvider answers(int status, String json) {
        reply = new Reply(status, "application/json", json);
        return this;
    }

    /** Answers each request with these events. */
    public ScriptedProvider streams(String events) {
        reply = new Reply(200, "text/event-stream", events);
        return this;
    }

    /** All that it was asked, oldest first. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** The body of what it was asked last; missing if it was not asked. */
    public JsonNode lastRequest() {
        return requests.isEmpty()
                ? MissingNode.getInstance()
                : requests.get(requests.size() - 1).body();
    }

    Reply reply(Request request) {
        requests.add(request);
        Reply scripted = reply;
        if (scripted != null) {
            return scripted;
        }
        String model = request.body().path("model").asText();
        return request.body().path("stream").asBoolean()
                ? new Reply(200, "text/event-stream", events(model))
                : new Reply(200, "application/json", whole(model));
    }

    private String whole(String model) {
        Map<String, Object> message = Map.of("role", "assistant", "content", text);
        return answer(model, "chat.completion", Map.of("index", 0, "finish_reason", "stop", "message", message));
    }

    private String events(String model) {
        return event(model, Map.of("index", 0, "delta", Map.of("role", "assistant", "content", text)))
                + event(model, Map.of("index", 0, "finish_reason", "stop", "delta", Map.of()))
                + DONE;
    }

    private static String event(String model, Map<String, Object> choice) {
        return "data: " + answer(model, "chat.completion.chunk", choice) + "\n\n";
    }

    private static String answer(String model, String object, Map<String, Object> choice) {
        return Json.text(
                Map.of("id", "scripted", "object", object, "created", 1, "model", model, "choices", List.of(choice)));
    }
}
