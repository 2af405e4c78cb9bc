package dev.serai.routing;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.call.Call;
import dev.serai.call.Reach;
import dev.serai.call.Requests;
import dev.serai.call.Target;
import dev.serai.limits.ChatTokens;
import dev.serai.limits.TokenEstimate;
import dev.serai.provider.Provider;
import dev.serai.wire.ApiException;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.Json;
import dev.serai.wire.LargeBodies;
import dev.serai.wire.Memory;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * The step {@code countTokens}: who would answer first is asked to count the prompt's tokens, if it does that, in the client's
 * own words or of a chat; for all others they are estimated, which the header {@code x-serai-estimated} says.
 */
record CountTokens(Reach reach, TokenEstimate tokens) implements Processor {

    /** By which statuses providers say that there is nobody who counts. */
    private static final Set<Integer> UNCOUNTED = Set.of(404, 405, 501);

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
            estimated(exchange);
        }
    }

    private static boolean counts(Provider provider, ApiRequest request) {
        return request.to(provider.name(), provider::serves).isAsSaid() || provider.serves(ApiRequest.COUNT);
    }

    /** The step {@code estimateTokens}: what is asked, whoever does not count it after all; any other failure stays what it was. */
    void estimate(Exchange exchange) {
        ApiException failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, ApiException.class);
        if (failure != null && !UNCOUNTED.contains(failure.status())) {
            throw failure;
        }
        estimated(exchange);
    }

    private void estimated(Exchange exchange) {
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
                ChatTokens count = new ChatTokens(tokens);
                long sum = 0;
                for (JsonNode message : chat.path("messages")) {
                    sum += count.message(message);
                }
                return sum + (chat.has("tools") ? count.text(chat.get("tools").toString()) : 0);
            }
        });
    }
}
