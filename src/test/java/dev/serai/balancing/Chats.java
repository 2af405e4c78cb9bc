package dev.serai.balancing;

import dev.serai.call.Call;
import dev.serai.call.Requests;
import dev.serai.wire.Memory;
import dev.serai.wire.RequestScanner;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/** Chats as a balancer is given them. */
final class Chats {

    private static final DefaultCamelContext CAMEL = new DefaultCamelContext();

    private Chats() {}

    /** With a prompt. */
    static Exchange chat(String prompt) {
        return exchange(prompt, "\"n\":1", Map.of());
    }

    /** Of a session. */
    static Exchange ofSession(String name) {
        return with("\"n\":1", Map.of("session", name));
    }

    /** With another member, and with what its headers ask for. */
    static Exchange with(String member, Map<String, String> hints) {
        return exchange("Hi", member, hints);
    }

    private static Exchange exchange(String prompt, String member, Map<String, String> hints) {
        String body =
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}],%s}".formatted(prompt, member);
        Exchange exchange = new DefaultExchange(CAMEL);
        exchange.setVariable(Call.VARIABLE, new Call("req_1", Memory.UNCOUNTED));
        Requests.set(exchange, RequestScanner.scan("chat", body.getBytes(StandardCharsets.UTF_8)));
        exchange.setVariable("hints", hints);
        return exchange;
    }
}
