package dev.serai.routing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.call.Call;
import dev.serai.call.Requests;
import dev.serai.http.ReadRequest;
import dev.serai.models.ModelIndex;
import dev.serai.provider.Provider;
import dev.serai.wire.ApiException;
import dev.serai.wire.InvalidJson;
import dev.serai.wire.Json;
import dev.serai.wire.JsonBytes;
import dev.serai.wire.JsonGrammar;
import dev.serai.wire.LargeBodies;
import dev.serai.wire.Memory;
import dev.serai.wire.ModelName;
import dev.serai.wire.RequestScanner;
import dev.serai.wire.TreeSize;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** The step {@code readPrompt}: {@code {"provider", "model", "prompt"}} becomes a chat of one message. */
final class ReadPrompt implements Processor {

    private final ModelIndex index;
    private final ReadRequest reader;

    ReadPrompt(ModelIndex index, int limit) {
        this.index = index;
        this.reader = new ReadRequest("chat", limit);
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        Memory memory = Call.of(exchange).memory();
        byte[] bytes = reader.bytes(message, memory);
        long size = TreeSize.of(bytes);
        byte[] chat = LargeBodies.inTurn(size, () -> {
            try (Memory.Share trees = memory.share()) {
                trees.take(size);
                return JsonBytes.of(chat(parse(bytes)), memory);
            }
        });
        memory.give(bytes.length);
        message.removeHeaders("*");
        Requests.set(exchange, RequestScanner.scan("chat", chat));
    }

    private ObjectNode chat(JsonNode body) {
        String name = required(body, "provider");
        Provider provider =
                ModelName.isTooLong(name) ? null : index.provider(name).orElse(null);
        if (provider == null) {
            throw ApiException.badRequest(
                    "unknown_provider", "provider", "There is no provider '" + ModelName.shown(name) + "' here");
        }
        ObjectNode chat = Json.MAPPER.createObjectNode();
        chat.put("model", provider.name() + "/" + required(body, "model"));
        chat.putArray("messages").addObject().put("role", "user").put("content", required(body, "prompt"));
        return chat;
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            JsonNode body = Json.parse(bytes);
            if (body.isObject()) {
                JsonGrammar.requireOnce(bytes);
            }
            return body;
        } catch (JsonProcessingException e) {
            throw InvalidJson.refusal(e);
        }
    }

    private static String required(JsonNode body, String name) {
        JsonNode value = body.path(name);
        if (!value.isTextual() || value.asText().isBlank()) {
            throw ApiException.badRequest(
                    "missing_required_parameter", name, "'" + name + "' is required and must be a string");
        }
        return value.asText().strip();
    }
}
