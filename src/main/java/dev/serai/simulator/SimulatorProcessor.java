package dev.serai.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.serai.call.Call;
import dev.serai.wire.ApiException;
import dev.serai.wire.InvalidJson;
import dev.serai.wire.Json;
import dev.serai.wire.LargeBodies;
import dev.serai.wire.Memory;
import dev.serai.wire.Operations;
import dev.serai.wire.Passed;
import dev.serai.wire.RawObject;
import dev.serai.wire.TreeSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.hc.core5.http.HttpEntity;

/**
 * Stands where a route would call an upstream over HTTP, and leaves the exchange as that call would. Reads the variable
 * {@code operation}.
 */
public final class SimulatorProcessor implements Processor {

    /** As bytes, and as text of which its answers are chosen. */
    private static final long COPIES = 5;

    /** x-serai-simulate. */
    private static final String HINT = "simulate";

    private final Simulator simulator;
    private final SimulatedStore store;

    public SimulatorProcessor(Simulator simulator) {
        this.simulator = simulator;
        this.store = new SimulatedStore(simulator);
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        Passed passed = passed(exchange);
        try {
            answer(exchange, message, asked(exchange));
        } catch (ApiException e) {
            give(message, passed == null ? Simulator.refusal(e) : SimulatedErrors.of(passed, e));
        }
    }

    private static Passed passed(Exchange exchange) {
        Call call = Call.of(exchange);
        return call == null || call.attempt() == null
                ? null
                : call.attempt().request().passed();
    }

    /** What the client has it do by a header; whoever cannot send one says it by the model's name. */
    private static Misbehaviour asked(Exchange exchange) {
        return exchange.getVariable("hints") instanceof Map<?, ?> hints
                ? Misbehaviour.named((String) hints.get(HINT))
                : Misbehaviour.NONE;
    }

    private void answer(Exchange exchange, Message message, Misbehaviour asked) throws IOException {
        String operation = exchange.getVariable("operation", String.class);
        Call call = Call.of(exchange);
        if (Operations.isSession(operation)) {
            message.setBody(simulator.session(call.target().model(), asked, !operation.equals("realtime")));
            return;
        }
        HttpEntity entity = (HttpEntity) message.getBody();
        Reply reply = operation.equals(Passed.OPERATION)
                ? passed(call, entity, asked)
                : reply(call, operation, entity, asked);
        give(message, reply);
    }

    private Reply passed(Call call, HttpEntity entity, Misbehaviour asked) throws IOException {
        try (Memory.Share request = call.memory().share()) {
            Passed passed = call.attempt().request().passed();
            request.take(passed.hasBody() ? COPIES * SimulatedRequest.expected(entity) : 0);
            return store.reply(passed, entity, asked);
        }
    }

    private static void give(Message message, Reply reply) {
        message.setBody(reply.body());
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, reply.status());
        reply.headers().forEach(message::setHeader);
    }

    /** The fields of a form, with what is known of its files: their bytes say nothing here. */
    private static RawObject form(Call call) {
        RawObject asked =
                call.attempt() == null ? null : call.attempt().request().members();
        if (asked == null || asked.form() == null) {
            return null;
        }
        RawObject fields = asked.copy();
        fields.put("model", (Object) call.target().model());
        return fields;
    }

    private Reply reply(Call call, String operation, HttpEntity entity, Misbehaviour asked) throws IOException {
        RawObject form = form(call);
        if (form != null) {
            return simulator.reply(operation, form.tree(), 0, asked);
        }
        if (entity == null) {
            return simulator.reply(operation, MissingNode.getInstance(), 0, asked);
        }
        return reply(call.memory(), operation, entity, asked);
    }

    private Reply reply(Memory memory, String operation, HttpEntity entity, Misbehaviour asked) throws IOException {
        try (Memory.Share request = memory.share()) {
            request.take(COPIES * entity.getContentLength());
            byte[] bytes = bytes(entity);
            long size = TreeSize.of(bytes);
            JsonNode json = LargeBodies.inTurn(size, () -> {
                request.take(size);
                return json(bytes);
            });
            return simulator.reply(operation, json, size, asked);
        }
    }

    private static byte[] bytes(HttpEntity entity) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) entity.getContentLength());
        entity.writeTo(bytes);
        return bytes.toByteArray();
    }

    private static JsonNode json(byte[] bytes) {
        try {
            return Json.parse(bytes);
        } catch (JsonProcessingException e) {
            throw InvalidJson.refusal(e);
        }
    }
}
