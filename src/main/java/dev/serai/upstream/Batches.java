package dev.serai.upstream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.InvalidJson;
import dev.serai.wire.Json;
import dev.serai.wire.RawObject;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.ExchangeHelper;

/**
 * The step {@code batches} of a provider route: embeddings of more inputs than the provider takes at a time are asked for
 * in parts, one after the other, and the answers joined. The first part that fails ends the request.
 */
public final class Batches implements Processor {

    @Override
    public void process(Exchange exchange) throws Exception {
        Provider provider = exchange.getVariable("target", Target.class).provider();
        Call call = Call.of(exchange);
        ApiRequest asked = call.asked();
        if (provider.maxInputs() == 0 || !asked.operation().equals("embeddings")) {
            return;
        }
        JsonNode inputs = inputs(asked.members().get("input"));
        // an array of numbers is one input
        if (inputs.isArray()
                && inputs.size() > provider.maxInputs()
                && !inputs.path(0).isNumber()) {
            List<Attempt> answered = new ArrayList<>();
            try (ProducerTemplate route = exchange.getContext().createProducerTemplate()) {
                askInParts(exchange, call, inputs, provider, route, answered);
            } finally {
                call.asked(asked);
                call.attempts().join(answered); // what they cost is on one record, whatever became of the last one
            }
        }
    }

    private static JsonNode inputs(RawObject.Slice input) {
        try {
            return Json.parse(input.source(), input.start(), input.length());
        } catch (JsonProcessingException e) {
            throw InvalidJson.within("input", e);
        }
    }

    private static void askInParts(
            Exchange exchange,
            Call call,
            JsonNode inputs,
            Provider provider,
            ProducerTemplate route,
            List<Attempt> answered)
            throws Exception {
        ApiRequest asked = call.asked();
        ObjectNode joined = null;
        Message answer = null;
        for (int from = 0; from < inputs.size(); from += provider.maxInputs()) {
            RawObject members = asked.members().copy();
            members.put("input", part(inputs, from, from + provider.maxInputs()));
            call.asked(asked.as(asked.operation(), members));
            Exchange copy = ExchangeHelper.createCopy(exchange, true);
            route.send("direct:provider-" + provider.name(), copy);
            if (copy.getException() != null) {
                throw copy.getException();
            }
            answer = copy.getMessage();
            joined = join(joined, (ObjectNode) Json.parse(answer.getBody(byte[].class)));
            answered.add(call.attempts().take().settled());
        }
        exchange.getMessage().setHeaders(answer.getHeaders());
        exchange.getMessage().setBody(Json.bytes(joined));
        exchange.setRouteStop(true);
    }

    private static ArrayNode part(JsonNode inputs, int from, int to) {
        ArrayNode part = Json.MAPPER.createArrayNode();
        for (int i = from; i < Math.min(to, inputs.size()); i++) {
            part.add(inputs.get(i));
        }
        return part;
    }

    private static ObjectNode join(ObjectNode joined, ObjectNode next) {
        if (joined == null) {
            return next;
        }
        ArrayNode data = joined.withArray("data");
        for (JsonNode item : next.path("data")) {
            data.add(((ObjectNode) item).put("index", data.size()));
        }
        for (String count : new String[] {"prompt_tokens", "total_tokens"}) {
            long sum = joined.at("/usage/" + count).asLong()
                    + next.at("/usage/" + count).asLong();
            joined.withObject("/usage").put(count, sum);
        }
        return joined;
    }
}
