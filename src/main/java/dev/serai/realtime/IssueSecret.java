package dev.serai.realtime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.serai.access.Caller;
import dev.serai.access.ClientSecrets;
import dev.serai.call.Call;
import dev.serai.wire.Json;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** {@code realtime:secret}: answers with a secret that stands for the caller, where sessions as it wishes are asked for. */
record IssueSecret(ClientSecrets secrets) implements Processor {

    @Override
    public void process(Exchange exchange) {
        SecretWish wish = exchange.getVariable(SecretWish.VARIABLE, SecretWish.class);
        Instant expires = secrets.in(wish.time());
        ObjectNode answer = Json.MAPPER
                .createObjectNode()
                .put(
                        "value",
                        secrets.issue(
                                Caller.of(exchange), expires, wish.session().toString()))
                .put("expires_at", expires.getEpochSecond());
        String type = wish.session().path("type").asText();
        answer.set(
                "session",
                wish.session()
                        .deepCopy()
                        .put(
                                "object",
                                "realtime." + (type.equals(SessionWish.REALTIME) ? "session" : type + "_session"))
                        .put("id", "sess_" + Call.of(exchange).requestId()));
        Message message = exchange.getMessage();
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setHeader("Cache-Control", "no-store");
        message.setBody(Json.bytes(answer));
    }
}
