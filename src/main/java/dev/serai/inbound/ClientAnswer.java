package dev.serai.inbound;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.JsltException;
import dev.serai.call.Attempt;
import dev.serai.call.BodyConverters;
import dev.serai.call.Call;
import dev.serai.call.SaidAnswer;
import dev.serai.call.TransformFacts;
import dev.serai.stream.AnswerStream;
import dev.serai.stream.ArrayStream;
import dev.serai.stream.ClientStream;
import dev.serai.transform.ClientFormat;
import dev.serai.transform.Transforms;
import dev.serai.wire.ApiException;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.HttpRequestFacts;
import dev.serai.wire.Json;
import dev.serai.wire.JsonBytes;
import dev.serai.wire.LargeBodies;
import dev.serai.wire.Memory;
import dev.serai.wire.TreeSize;
import java.io.IOException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes an answer the client's: a whole one at once, a stream event by event; what is in its format already passes. */
final class ClientAnswer {

    private static final Logger LOG = LoggerFactory.getLogger(ClientAnswer.class);

    private ClientAnswer() {}

    /**
     * Writes an answer.
     *
     * @param array whether the events of a stream are to be the elements of a JSON array
     */
    static void write(Exchange exchange, String operation, boolean array) throws IOException {
        Call call = Call.of(exchange);
        ClientFormat format = call.hooks().format();
        if (format == null) {
            return; // this one speaks OpenAI's
        }
        Message message = exchange.getMessage();
        call.hooks().translates(message);
        if (message.getBody() instanceof SaidAnswer passed) {
            message.setBody(passed.bytes());
            return;
        }
        Map<String, JsonNode> facts = facts(exchange, call);
        if (message.getBody() instanceof AnswerStream stream) {
            AnswerStream told = new ClientStream(stream, format.required(operation, "stream"), facts, call.memory());
            message.setBody(array ? new ArrayStream(told) : told);
            if (array) {
                message.setHeader(Exchange.CONTENT_TYPE, "application/json");
            }
            return;
        }
        byte[] body = bytes(exchange, message.getBody());
        if (body == null) {
            throw new IllegalStateException("client:" + operation + "/response works on an answer, and there is none");
        }
        long size = TreeSize.of(body);
        message.setBody(
                LargeBodies.inTurn(size, () -> whole(call, format.required(operation, "response"), facts, body, size)));
        message.setHeader(Exchange.CONTENT_TYPE, "application/json"); // be it in the place of a stream
    }

    private static byte[] bytes(Exchange exchange, Object body) throws IOException {
        if (body instanceof ApiRequest request) {
            return Json.bytes(request.facts()); // an answer before there is one
        }
        return body instanceof byte[] bytes ? bytes : BodyConverters.bytes(exchange, body);
    }

    private static byte[] whole(Call call, Expression transform, Map<String, JsonNode> facts, byte[] body, long size) {
        try (Memory.Share trees = call.memory().share()) {
            trees.take(size);
            return JsonBytes.of(Transforms.apply(transform, facts, Json.parse(body)), call.memory());
        } catch (JsonProcessingException e) {
            throw untold();
        } catch (JsltException e) {
            LOG.info("An answer cannot be translated: {} failed", Transforms.place(e));
            throw untold();
        }
    }

    private static ApiException untold() {
        return new ApiException(
                502,
                "server_error",
                "provider_invalid_response",
                null,
                "The provider's answer has something that cannot be told in the format of this API");
    }

    private static Map<String, JsonNode> facts(Exchange exchange, Call call) {
        Attempt last = call.attempt();
        ObjectNode request = call.asked() == null
                ? Json.MAPPER.createObjectNode()
                : call.asked().facts();
        request.set(
                "query",
                Json.MAPPER.valueToTree(exchange.getVariable(HttpRequestFacts.VARIABLE, HttpRequestFacts.class)
                        .parameters()));
        Map<String, JsonNode> facts = TransformFacts.of(
                last == null ? Json.MAPPER.createObjectNode() : last.target().facts(),
                request,
                last == null ? Map.of() : last.answerHeaders());
        facts.put("state", state(call));
        return facts;
    }

    /** What the request's transform left; of one that nobody has translated yet, it is made now. */
    private static JsonNode state(Call call) {
        if (call.asked() == null || call.asked().original() == null) {
            return Json.MAPPER.createObjectNode();
        }
        try {
            call.asked().original().chat();
        } catch (ApiException e) {
            LOG.debug("What passed as it came is no chat: {}", e.getMessage());
        }
        return call.asked().original().state();
    }
}
