package dev.serai.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.schibsted.spt.data.jslt.Expression;
import dev.serai.call.BodyConverters;
import dev.serai.call.Call;
import dev.serai.call.TransformFacts;
import dev.serai.stream.AnswerStream;
import dev.serai.stream.TransformedStream;
import dev.serai.transform.Transforms;
import dev.serai.wire.Json;
import dev.serai.wire.JsonBytes;
import dev.serai.wire.LargeBodies;
import dev.serai.wire.Memory;
import dev.serai.wire.TreeSize;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** The step {@code transform:folder/name}: applies that file to the body; a whole one at once, of a stream each event. */
record NamedTransform(String name, Expression transform) implements Processor {

    @Override
    public void process(Exchange exchange) throws Exception {
        Call call = Call.of(exchange);
        Message message = exchange.getMessage();
        if (message.getBody() instanceof AnswerStream stream) {
            message.setBody(new TransformedStream(stream, transform, facts(call)));
            return;
        }
        byte[] body = message.getBody() == null ? null : BodyConverters.bytes(exchange, message.getBody());
        if (body == null) {
            throw new IllegalStateException("transform:" + name + " works on JSON, and there is no body");
        }
        long size = TreeSize.of(body);
        Memory memory = call == null ? Memory.UNCOUNTED : call.memory();
        try (Memory.Share trees = memory.share()) {
            trees.take(size);
            message.setBody(LargeBodies.inTurn(
                    size, () -> JsonBytes.of(Transforms.apply(transform, facts(call), Json.parse(body)), memory)));
        }
    }

    /** The variables that it may read, whether a provider was asked or not yet; what is no request has none. */
    private static Map<String, JsonNode> facts(Call call) {
        if (call == null) {
            ObjectNode nothing = Json.MAPPER.createObjectNode();
            return TransformFacts.of(nothing, nothing, Map.of());
        }
        return call.attempt() == null
                ? TransformFacts.of(Json.MAPPER.createObjectNode(), call.asked().facts(), Map.of())
                : call.attempt().facts();
    }
}
