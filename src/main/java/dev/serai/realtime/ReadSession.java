package dev.serai.realtime;

import dev.serai.access.Caller;
import dev.serai.access.ClientSecret;
import dev.serai.call.Call;
import dev.serai.call.Requests;
import dev.serai.http.ReadRequest;
import dev.serai.wire.ApiException;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.HttpRequestFacts;
import dev.serai.wire.ModelName;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** {@code realtime:request}: takes in that a session is asked for, with the model that the address names. */
final class ReadSession implements Processor {

    private static final String MODEL = "model";
    private static final String VERSION = "13";

    /** What says who calls is nobody else's. */
    private static final Set<String> SECRET = Set.of(
            "authorization",
            "proxy-authorization",
            "x-api-key",
            "api-key",
            "x-goog-api-key",
            "cookie",
            "sec-websocket-protocol");

    private static final int KEY_BYTES = 16;
    private static final String PROTOCOLS = "Sec-WebSocket-Protocol";

    private final Sessions sessions;

    ReadSession(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        HttpRequestFacts facts = exchange.getVariable(HttpRequestFacts.VARIABLE, HttpRequestFacts.class);
        requireWebSocket(message, facts);
        Map<String, Object> headers = new LinkedHashMap<>(message.getHeaders());
        headers.keySet().removeIf(name -> name.startsWith("Camel"));
        ClientSecret secret = exchange.getVariable(ClientSecret.VARIABLE, ClientSecret.class);
        SessionWish wish = wish(facts.parameters(), secret, told(message, headers));
        ReadRequest.takeHeaders(exchange);
        Call call = Call.of(exchange);
        Sessions.Place place = sessions.take(Caller.of(exchange).tenant());
        call.end().then(place::leaveUnlessTaken);
        ApiRequest request = wish.request();
        exchange.setVariable(
                Opening.VARIABLE,
                new Opening(
                        call.requestId(),
                        headers,
                        facts,
                        request,
                        exchange.getFromEndpoint(),
                        place,
                        call.attempts().timeline().trace(),
                        secret,
                        null));
        Requests.set(exchange, request);
    }

    /** <a href="https://www.rfc-editor.org/rfc/rfc6455#section-4.2.1">What a client's handshake has to be</a>. */
    private static void requireWebSocket(Message message, HttpRequestFacts facts) {
        if (!has(message, "Upgrade", "websocket") || !has(message, "Connection", "upgrade")) {
            throw upgradeRequired("Sessions are WebSockets: connect to this address with one");
        }
        if (!has(message, "Sec-WebSocket-Version", VERSION)) {
            throw upgradeRequired("WebSockets of version " + VERSION + " are served alone");
        }
        if (!isKey(message.getHeader("Sec-WebSocket-Key", String.class)) || facts.length() > 0) {
            throw ApiException.badRequest("invalid_handshake", null, "This is no handshake of a WebSocket");
        }
    }

    private static ApiException upgradeRequired(String why) {
        return new ApiException(426, "invalid_request_error", "upgrade_required", null, why)
                .header("Upgrade", "websocket")
                .header("Sec-WebSocket-Version", VERSION);
    }

    private static boolean has(Message message, String header, String word) {
        String value = message.getHeader(header, String.class);
        return value != null
                && List.of(value.toLowerCase(Locale.ROOT).split("[ ,\t]+")).contains(word);
    }

    private static boolean isKey(String key) {
        try {
            return key != null && Base64.getDecoder().decode(key.strip()).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static SessionWish wish(Map<String, String> parameters, ClientSecret secret, Map<String, String> told) {
        if (parameters.containsKey("call_id")) {
            throw ApiException.badRequest("unsupported_parameter", "call_id", "Calls cannot be joined here");
        }
        String model = parameters.get(MODEL);
        if (secret != null) {
            return held(model, SecretWish.of(secret).wish(told));
        }
        if (model == null || model.isBlank()) {
            throw ApiException.badRequest(
                    "missing_required_parameter", MODEL, "Name the model in the address: ?model=gpt-realtime");
        }
        String intent = parameters.getOrDefault("intent", "");
        if (!intent.isEmpty() && !intent.equals("transcription")) {
            throw ApiException.badRequest(
                    "invalid_value", "intent", "'intent' is 'transcription' where a session is for that alone");
        }
        return new SessionWish(
                intent.isEmpty() ? SessionWish.REALTIME : SessionWish.TRANSCRIPTION,
                ModelName.required(model, MODEL),
                told);
    }

    /** Whoever has a secret may have what it was made for. */
    private static SessionWish held(String model, SessionWish wish) {
        if (model != null && !model.isBlank() && !model.equals(wish.model())) {
            throw new ApiException(
                    403,
                    "invalid_request_error",
                    "model_not_allowed",
                    MODEL,
                    "This client secret is for sessions of the model '" + wish.model() + "'");
        }
        return wish;
    }

    private static Map<String, String> told(Message message, Map<String, Object> headers) {
        Map<String, String> told = new LinkedHashMap<>();
        headers.forEach((name, value) -> told.put(name.toLowerCase(Locale.ROOT), String.valueOf(value)));
        if (has(message, PROTOCOLS, "openai-beta.realtime-v1")) { // as browsers say it
            told.putIfAbsent("openai-beta", "realtime=v1");
        }
        told.keySet().removeAll(SECRET);
        return told;
    }
}
