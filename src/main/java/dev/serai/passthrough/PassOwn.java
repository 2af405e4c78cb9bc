package dev.serai.passthrough;

import dev.serai.access.Caller;
import dev.serai.call.BodyConverters;
import dev.serai.call.Call;
import dev.serai.call.Target;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.Extent;
import dev.serai.wire.JsonPass;
import dev.serai.wire.Passed;
import java.io.IOException;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * {@code pass:own}: what a model was asked to make, and who was asked keeps, is the caller's from then on, by the id in the
 * answer. It is remembered before the client has that.
 */
final class PassOwn implements Processor {

    private static final String ID = "id";

    private final Passage passage;

    PassOwn(Passage passage) {
        this.passage = passage;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        byte[] answer = BodyConverters.bytes(exchange, exchange.getMessage().getBody());
        Call call = Call.of(exchange);
        Target target = call.target();
        if (answer == null || target == null) {
            return;
        }
        ApiRequest asked = call.asked();
        Passed.Making making = new Passed.Making(asked.model(), target.model(), Extent.of(asked));
        String tenant = Caller.of(exchange).tenant();
        JsonPass json = new JsonPass(
                (name, value, depth) -> {
                    if (depth == 1 && name.equals(ID)) {
                        passage.ids().add(tenant, target.provider().name(), value, making);
                    }
                },
                false,
                Set.of());
        json.add(answer, 0, answer.length);
        json.end();
    }
}
