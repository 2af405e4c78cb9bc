package dev.serai.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.call.BodyConverters;
import dev.serai.call.Call;
import dev.serai.call.Target;
import dev.serai.wire.Json;
import dev.serai.wire.LargeBodies;
import dev.serai.wire.TreeSize;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** The step {@code promptAnswer}: a chat completion becomes {@code {"provider", "model", "response"}}. */
public final class PromptAnswer implements Processor {

    @Override
    public void process(Exchange exchange) throws IOException {
        Target target = Call.of(exchange).target();
        byte[] answer = BodyConverters.bytes(exchange, exchange.getMessage().getBody());
        long size = TreeSize.of(answer);
        JsonNode completion = LargeBodies.inTurn(size, () -> {
            Call.of(exchange).memory().take(size);
            return Json.parse(answer);
        });
        exchange.getMessage()
                .setBody(Json.bytes(Json.MAPPER
                        .createObjectNode()
                        .put("provider", target.provider().name())
                        .put("model", target.model())
                        .put(
                                "response",
                                completion.at("/choices/0/message/content").asText(""))));
    }
}
