package dev.serai.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.serai.wire.InvalidJson;
import dev.serai.wire.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.hc.core5.http.HttpEntity;

/**
 * Stands where a route would call an upstream over HTTP, and leaves the exchange as that call would. Reads the variable
 * {@code operation}.
 */
public final class SimulatorProcessor implements Processor {

    private final Simulator simulator;

    public SimulatorProcessor(Simulator simulator) {
        this.simulator = simulator;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        String operation = exchange.getVariable("operation", String.class);
        Reply reply = simulator.reply(operation, json((HttpEntity) message.getBody()));
        message.setBody(reply.body());
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, reply.status());
        reply.headers().forEach(message::setHeader);
    }

    private static JsonNode json(HttpEntity entity) throws IOException {
        if (entity == null) {
            return MissingNode.getInstance();
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        entity.writeTo(bytes);
        try {
            return Json.parse(bytes.toByteArray());
        } catch (JsonProcessingException e) {
            throw InvalidJson.refusal(e);
        }
    }
}
