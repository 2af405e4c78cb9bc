package dev.serai.routing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.call.Call;
import dev.serai.call.Reach;
import dev.serai.call.Requests;
import dev.serai.call.Target;
import dev.serai.limits.TokenEstimate;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.Json;
import dev.serai.wire.LargeBodies;
import dev.serai.wire.Memory;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * The step {@code countTokens}: who would answer first is asked to count the prompt's tokens, if it does that for requests in
 * the client's own words; for all others they are estimated, which the header {@code x-serai-estimated} says.
 */
record CountTokens(Reach reach, TokenEstimate tokens) implements Processor {

    /** What the turn of a message takes beside its words, by OpenAI's own recipe. */
    private static final long PER_MESSAGE = 4;

    private static final long PER_MEDIA = 1000;

    @Override
    public void process(Exchange exchange) {
        ApiRequest request = Requests.of(exchange);
        Target first = reach.of(request.model()).targets().stream()
                .filter(target -> target.provider().configured())
                .findFirst()
                .orElse(null);
        if (first != null && request.to(first.provider()::serves).isAsSaid()) {
            exchange.setVariable("target", first);
            return;
        }
        exchange.removeVariable("target");
        long count = estimate(request, Call.of(exchange).memory());
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setHeader("x-serai-estimated", "true");
        message.setBody(Json.bytes(Json.MAPPER.createObjectNode().put("tokens", count)));
    }

    /** By the request as a chat, which others than its own provider get. */
    private long estimate(ApiRequest request, Memory memory) {
        long size = request.members().treeSize();
        return LargeBodies.inTurn(size, () -> {
            try (Memory.Share trees = memory.share()) {
                trees.take(size);
                JsonNode chat = request.members().tree();
                long count = 0;
                for (JsonNode message : chat.path("messages")) {
                    count += PER_MESSAGE + message(message);
                }
                return count
                        + (chat.has("tools") ? tokens.count(chat.get("tools").toString()) : 0);
            }
        });
    }

    private long message(JsonNode message) {
        long count = content(message.path("content"));
        for (JsonNode call : message.path("tool_calls")) {
            JsonNode function = call.path("function");
            count += tokens.count(function.path("name").asText())
                    + tokens.count(function.path("arguments").asText());
        }
        return count;
    }

    private long content(JsonNode content) {
        if (content.isTextual()) {
            return tokens.count(content.textValue());
        }
        long count = 0;
        for (JsonNode part : content) {
            count += part.path("text").isTextual()
                    ? tokens.count(part.get("text").textValue())
                    : PER_MEDIA;
        }
        return count;
    }
}
