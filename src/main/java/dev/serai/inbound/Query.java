package dev.serai.inbound;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.wire.HttpRequestFacts;
import dev.serai.wire.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;

/** The query of a request's address, for the transforms of answers that are a part of a list. */
final class Query {

    private static final int MOST = 32;

    private Query() {}

    /** What is no encoding of anything is not there. */
    static ObjectNode of(Exchange exchange) {
        ObjectNode query = Json.MAPPER.createObjectNode();
        HttpRequestFacts facts = exchange.getVariable(HttpRequestFacts.VARIABLE, HttpRequestFacts.class);
        if (facts == null || facts.query() == null) {
            return query;
        }
        for (String pair : facts.query().split("&", MOST)) {
            int equals = pair.indexOf('=');
            try {
                query.put(
                        URLDecoder.decode(equals < 0 ? pair : pair.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(equals < 0 ? "" : pair.substring(equals + 1), StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                query.remove(pair);
            }
        }
        return query;
    }
}
