package dev.serai.realtime;

import dev.serai.call.Call;
import dev.serai.call.Duplex;
import dev.serai.call.Upgrading;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** {@code realtime:relay}: has the client's connection relayed to that of the provider who has taken the session. */
record BeginRelay(Sessions sessions) implements Processor {

    @Override
    public void process(Exchange exchange) {
        if (!(exchange.getMessage().getBody() instanceof Duplex provider)) {
            throw new IllegalStateException("realtime:relay follows a step that opens a session");
        }
        Opening opening = exchange.getVariable(Opening.VARIABLE, Opening.class)
                .with(Call.of(exchange).target());
        Upgrading upgrading = new Relay(opening, provider, sessions)::upgrade;
        exchange.getMessage().setBody(upgrading);
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, Duplex.STATUS);
    }
}
