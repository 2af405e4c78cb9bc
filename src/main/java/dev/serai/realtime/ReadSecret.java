package dev.serai.realtime;

import dev.serai.call.Call;
import dev.serai.call.Requests;
import dev.serai.http.ReadRequest;
import dev.serai.wire.Memory;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** {@code realtime:secret-request}: takes in that a secret for sessions is asked for, and of which model these are to be. */
final class ReadSecret implements Processor {

    private static final int LARGEST = 1 << 14;

    /** Of a byte, as a tree. */
    private static final long TREE = 64;

    @Override
    public void process(Exchange exchange) {
        Memory memory = Call.of(exchange).memory();
        byte[] body = new ReadRequest(SessionWish.REALTIME, LARGEST).bytes(exchange.getMessage(), memory);
        memory.take(TREE * body.length);
        SecretWish wish = SecretWish.read(body);
        ReadRequest.takeHeaders(exchange);
        exchange.setVariable(SecretWish.VARIABLE, wish);
        Requests.set(exchange, wish.wish(Map.of()).request());
    }
}
