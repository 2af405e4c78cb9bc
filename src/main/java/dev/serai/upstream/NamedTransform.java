package dev.serai.upstream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import dev.serai.call.BodyConverters;
import dev.serai.call.Call;
import dev.serai.call.Requests;
import dev.serai.call.TransformFacts;
import dev.serai.stream.AnswerStream;
import dev.serai.stream.TransformedStream;
import dev.serai.transform.Transforms;
import dev.serai.wire.ApiException;
import dev.serai.wire.Json;
import dev.serai.wire.JsonBytes;
import dev.serai.wire.LargeBodies;
import dev.serai.wire.Memory;
import dev.serai.wire.TreeSize;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The step {@code transform:folder/name}: applies that file to the body; a whole one at once, of a stream each event. */
record NamedTransform(String name, Expression transform) implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(NamedTransform.class);

    @Override
    public void process(Exchange exchange) throws Exception {
        Call call = Call.of(exchange);
        Message message = exchange.getMessage();
        if (message.getBody() instanceof AnswerStream stream) {
            message.setBody(new TransformedStream(stream, transform, facts(call)));
            return;
        }
        try {
            message.setBody(whole(exchange, call, message.getBody()));
        } catch (JsonProcessingException | JsltException | UncheckedIOException e) {
            throw unfit(exchange, call, e);
        }
    }

    private byte[] whole(Exchange exchange, Call call, Object left) throws IOException {
        byte[] body = left == null ? null : BodyConverters.bytes(exchange, left);
        if (body == null) {
            throw new IllegalStateException("transform:" + name + " works on JSON, and there is no body");
        }
        long size = TreeSize.of(body);
        Memory memory = call == null ? Memory.UNCOUNTED : call.memory();
        try (Memory.Share trees = memory.share()) {
            trees.take(size);
            return LargeBodies.inTurn(
                    size, () -> JsonBytes.of(Transforms.apply(transform, facts(call), Json.parse(body)), memory));
        }
    }

    /** A caller may say what nobody has thought of: that is no failure of the gateway. What an answer has is not the caller's. */
    private Exception unfit(Exchange exchange, Call call, Exception reason) {
        if (Requests.isAnswered(exchange)
                || call == null
                || call.asked() == null
                || call.asked().said() == null) {
            return reason;
        }
        LOG.info(
                "A request does not fit {}: {}",
                name,
                reason instanceof JsltException e
                        ? Transforms.place(e)
                        : reason.getClass().getSimpleName());
        return ApiException.badRequest(
                "invalid_request_body",
                null,
                "The step '" + exchange.getExchangeExtension().getHistoryNodeId() + "' of '"
                        + exchange.getFromRouteId() + "' cannot take this request: it does not fit transforms/" + name
                        + ".jslt");
    }

    /** The variables that it may read, whether a provider was asked or not yet; what is no request has none. */
    private static Map<String, JsonNode> facts(Call call) {
        if (call == null || call.asked() == null) {
            ObjectNode nothing = Json.MAPPER.createObjectNode();
            return TransformFacts.of(nothing, nothing, Map.of());
        }
        return call.attempt() == null
                ? TransformFacts.of(Json.MAPPER.createObjectNode(), call.asked().facts(), Map.of())
                : call.attempt().facts();
    }
}
