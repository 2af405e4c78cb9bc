package dev.serai.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.call.Attempt;
import dev.serai.call.BodyConverters;
import dev.serai.call.Call;
import dev.serai.call.Requests;
import dev.serai.call.Target;
import dev.serai.provider.Provider;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.JsonBytes;
import dev.serai.wire.RawObject;
import dev.serai.wire.Vectors;
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
        ApiRequest asked = Requests.of(exchange);
        if (provider.maxInputs() == 0 || !asked.operation().equals("embeddings")) {
            return;
        }
        RawObject.Slice input = asked.members().get("input");
        call.memory().take(input.length());
        List<RawObject.Slice> parts = InputParts.of(input, provider.maxInputs());
        if (parts.size() > 1) {
            List<Attempt> answered = new ArrayList<>();
            try (ProducerTemplate route = exchange.getContext().createProducerTemplate()) {
                askInParts(exchange, call, parts, provider, route, answered);
            } finally {
                call.asked(asked);
                call.attempts().join(answered); // what they cost is on one record, whatever became of the last one
            }
        }
    }

    private static void askInParts(
            Exchange exchange,
            Call call,
            List<RawObject.Slice> parts,
            Provider provider,
            ProducerTemplate route,
            List<Attempt> answered)
            throws Exception {
        ApiRequest asked = call.asked();
        ObjectNode joined = null;
        Message answer = null;
        for (RawObject.Slice part : parts) {
            RawObject members = asked.members().copy();
            members.put("input", part);
            Exchange copy = ExchangeHelper.createCopy(exchange, true);
            copy.getMessage().setBody(asked.as(asked.operation(), members));
            route.send("direct:provider-" + provider.name(), copy);
            if (copy.getException() != null) {
                throw copy.getException();
            }
            answer = copy.getMessage();
            byte[] bytes = BodyConverters.whole(copy, answer.getBody());
            call.memory().take(bytes.length); // the attempt gives them back, the joined answer refers to them
            joined = join(joined, (ObjectNode) Vectors.parse(bytes, call.memory()));
            answered.add(call.attempts().take().settled());
        }
        exchange.getMessage().setHeaders(answer.getHeaders());
        exchange.getMessage().setBody(JsonBytes.of(joined, call.memory()));
        exchange.setRouteStop(true);
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
