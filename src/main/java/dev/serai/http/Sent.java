package dev.serai.http;

import dev.serai.wire.HttpRequestFacts;
import java.io.ByteArrayInputStream;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * What a client has sent by POST, beside its body, for when it is to be done without one.
 *
 * @param uri of its address, without the query
 * @param query null if there was none
 * @param address from where it came
 * @param headers none that says who calls
 */
public record Sent(String uri, String query, String address, Map<String, String> headers) {

    /** Makes an exchange what the route of its path gets. */
    void fill(Exchange exchange, RoutePath route, byte[] body) {
        exchange.setVariable(
                HttpRequestFacts.VARIABLE,
                new HttpRequestFacts(address, body.length, query, route.variables(uri), () -> ""));
        Message message = exchange.getMessage();
        headers.forEach(message::setHeader);
        message.setHeader(Exchange.HTTP_METHOD, "POST");
        message.setHeader(Exchange.HTTP_PATH, route.named(uri));
        message.setBody(new ByteArrayInputStream(body));
    }
}
