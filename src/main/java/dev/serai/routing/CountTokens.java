package dev.serai.routing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.call.Call;
import dev.serai.call.Reach;
import dev.serai.call.Requests;
import dev.serai.call.Target;
import dev.serai.limits.TokenEstimate;
import dev.serai.provider.Provider;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.Json;
import dev.serai.wire.LargeBodies;
import dev.serai.wire.Memory;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * The step {@code countTokens}: who would answer first is asked to count the prompt's tokens, if it does that, in the client's
 * own words or of a chat; for all others they are estimated, which the header {@code x-serai-estimated} says.
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
        if (first != null && counts(first.provider(), request)) {
            exchange.setVariable("target", first);
        } else {
            exchange.removeVariable("target");
            estimate(exchange);
        }
    }

    private static boolean counts(Provider provider, ApiRequest request) {
        return request.to(provider::serves).isAsSaid() || provider.serves(ApiRequest.COUNT);
    }

    /** The step {@code estimateTokens}: what is asked, whoever could not count it. */
    void estimate(Exchange exchange) {
        Call call = Call.of(exchange);
        long count = estimate(call.asked(), call.memory());
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
                Count count = new Count(tokens);
                chat.path("messages").forEach(count::message);
                if (chat.has("tools")) {
                    count.text(chat.get("tools").toString());
                }
                return count.sum;
            }
        });
    }

    /** The tokens of one prompt. What is beyond half a megabyte of it is estimated by its length: to count takes time. */
    private static final class Count {

        private static final int MOST_COUNTED = 1 << 19;

        private final TokenEstimate tokens;
        private long counted;
        private long sum;

        Count(TokenEstimate tokens) {
            this.tokens = tokens;
        }

        void message(JsonNode message) {
            sum += PER_MESSAGE;
            JsonNode content = message.path("content");
            text(content.asText());
            content.forEach(this::part);
            for (JsonNode call : message.path("tool_calls")) {
                text(call.path("function").path("name").asText());
                text(call.path("function").path("arguments").asText());
            }
        }

        private void part(JsonNode part) {
            if (part.path("text").isTextual()) {
                text(part.get("text").textValue());
            } else {
                sum += PER_MEDIA;
            }
        }

        void text(String text) {
            counted += text.length();
            sum += counted <= MOST_COUNTED ? tokens.count(text) : TokenEstimate.ofBytes(text.length());
        }
    }
}
