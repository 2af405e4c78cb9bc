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
import java.time.Clock;
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

    private final Simulator simulator;
    private final SimulatedStore store;

    public SimulatorProcessor(Simulator simulator) {
        this.simulator = simulator;
        this.store = new SimulatedStore(simulator, Clock.systemUTC());
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        String operation = exchange.getVariable("operation", String.class);
        Call call = Call.of(exchange);
        if (Operations.isSession(operation)) {
            open(message, call, operation);
            return;
        }
        Reply reply = operation.equals(Passed.OPERATION)
                ? store.reply(call.attempt().request().passed(), (HttpEntity) message.getBody())
                : reply(call, operation, (HttpEntity) message.getBody());
        give(message, reply);
    }

    /** Opens a session, or refuses it. */
    private void open(Message message, Call call, String operation) throws IOException {
        try {
            message.setBody(simulator.session(call.target().model(), !operation.equals("realtime")));
        } catch (ApiException e) {
            give(message, Simulator.refusal(e));
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

    private Reply reply(Call call, String operation, HttpEntity entity) throws IOException {
        RawObject form = form(call);
        if (form != null) {
            return simulator.reply(operation, form.tree());
        }
        if (entity == null) {
            return simulator.reply(operation, MissingNode.getInstance());
        }
        return reply(call.memory(), operation, entity);
    }

    private Reply reply(Memory memory, String operation, HttpEntity entity) throws IOException {
        try (Memory.Share request = memory.share()) {
            request.take(COPIES * entity.getContentLength());
            byte[] bytes = bytes(entity);
            long size = TreeSize.of(bytes);
            JsonNode json = LargeBodies.inTurn(size, () -> {
                request.take(size);
                return json(bytes);
            });
            return simulator.reply(operation, json, size);
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
