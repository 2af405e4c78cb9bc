package dev.serai.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.wire.ApiException;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.ModelName;
import dev.serai.wire.RequestScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/**
 * The request of an exchange: it is the body, from the step that reads it to the one that asks a provider. Any step of a
 * route may leave another one there, in any form, or another name in the variable {@code model}; each step that works
 * with the request takes it from here, so that what counts is what the route says.
 */
public final class Requests {

    public static final String MODEL = "model";

    /** The variable that has the request as it was last read in an exchange: a copy of it may have asked something else. */
    static final String ASKED = "asked";

    private Requests() {}

    /** Makes this the request: the body, and the variables that say what is known of it. */
    public static void set(Exchange exchange, ApiRequest request) {
        Call.of(exchange).asked(request);
        exchange.getMessage().setBody(request);
        exchange.setVariable(ASKED, request);
        exchange.setVariable(MODEL, request.model());
        exchange.setVariable("stream", request.stream());
        exchange.setVariable("promptBytes", request.promptBytes());
    }

    /**
     * The request as the steps so far have left it. The same object for as long as none has changed it.
     *
     * @throws ApiException 400, naming the step that could not work with it, if it is no request any more
     */
    public static ApiRequest of(Exchange exchange) {
        Call call = Call.of(exchange);
        ApiRequest asked = call.asked();
        if (asked == null) {
            throw new IllegalStateException("No step of '" + exchange.getFromRouteId() + "' has read the request yet");
        }
        requireUnderWay(call);
        Object body = exchange.getMessage().getBody();
        Object model = exchange.getVariable(MODEL);
        if (asked.said() == null || (body == asked && asked.model().equals(model))) {
            return asked;
        }
        asked = exchange.getVariable(ASKED) instanceof ApiRequest here ? here : asked;
        ApiRequest request = body instanceof ApiRequest given ? given : read(exchange, asked, body);
        if (model != null && !asked.model().equals(model)) {
            request = named(exchange, request, model instanceof JsonNode name ? name.asText() : model.toString());
        }
        set(exchange, request);
        return request;
    }

    /** Whether the message has an answer by now: what is wrong with that is no caller's fault. */
    public static boolean isAnswered(Exchange exchange) {
        return exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE) != null;
    }

    /** What a tap or an aggregator asks later would be at nobody's cost. */
    private static void requireUnderWay(Call call) {
        if (call.memory().ended()) {
            call.requireClient();
            throw new IllegalStateException(
                    "The request has ended: what outlives it asks nobody. A background route can, by generation:");
        }
    }

    private static ApiRequest named(Exchange exchange, ApiRequest request, String model) {
        if (model.isBlank()) {
            throw unfit(exchange, MODEL, "the variable 'model' is blank");
        }
        try {
            return request.withModel(ModelName.required(model, MODEL)); // it may be a caller's word
        } catch (ApiException e) {
            throw unfit(exchange, MODEL, e.getMessage());
        }
    }

    private static ApiRequest read(Exchange exchange, ApiRequest asked, Object body) {
        try {
            ApiRequest read = scanned(asked.operation(), bytes(exchange, body));
            List<String> fallbacks = Fallbacks.take(read, Map.of());
            if (!fallbacks.isEmpty()) {
                exchange.setVariable(Fallbacks.NAME, fallbacks);
            }
            if (asked.original() == null) {
                return asked.members().form() == null
                        ? read
                        : read.with(asked.members().form());
            }
            return read.of(asked.original(), Map.of());
        } catch (ApiException e) {
            if (e.status() != 400) {
                throw e;
            }
            throw unfit(exchange, e.param(), e.getMessage());
        }
    }

    /** What is to be counted is a chat. */
    private static ApiRequest scanned(String operation, byte[] bytes) {
        if (!operation.equals(ApiRequest.COUNT)) {
            return RequestScanner.scan(operation, bytes);
        }
        ApiRequest chat = RequestScanner.scan("chat", bytes);
        return chat.as(ApiRequest.COUNT, chat.members());
    }

    private static byte[] bytes(Exchange exchange, Object body) {
        try {
            byte[] bytes = BodyConverters.bytes(exchange, body);
            if (bytes == null) {
                throw unfit(
                        exchange,
                        null,
                        body == null ? "there is no body" : "a body of " + body.getClass() + " is none");
            }
            return bytes;
        } catch (JsonProcessingException e) {
            throw unfit(exchange, null, "a body of " + body.getClass() + " cannot be written as JSON");
        } catch (IOException | UncheckedIOException e) {
            throw unfit(exchange, null, "the stream in the body cannot be read to its end");
        }
    }

    /** Whoever wrote the route must find the place: which steps those were, Camel does not keep. */
    private static ApiException unfit(Exchange exchange, String param, String why) {
        return ApiException.badRequest(
                "invalid_request_body",
                param,
                "What the steps of '" + exchange.getFromRouteId() + "' before '"
                        + exchange.getExchangeExtension().getHistoryNodeId() + "' left is no request: " + why);
    }
}
