package dev.serai.inbound;

import com.schibsted.spt.data.jslt.Expression;
import dev.serai.call.Call;
import dev.serai.call.Requests;
import dev.serai.http.ReadRequest;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.HttpRequestFacts;
import dev.serai.wire.LargeBodies;
import dev.serai.wire.Memory;
import dev.serai.wire.ModelName;
import dev.serai.wire.OriginalScan;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Takes a request of a client's own format in: from then on the body is a chat, made of it when somebody looks at it. */
final class ReadOriginal {

    private static final long TEXT_PER_BYTE = 4;

    /** What says who calls is nobody else's. */
    private static final Set<String> SECRET =
            Set.of("authorization", "proxy-authorization", "x-api-key", "api-key", "x-goog-api-key", "cookie");

    private final ReadRequest reader;

    ReadOriginal(int limit) {
        this.reader = new ReadRequest("chat", limit);
    }

    /**
     * What requests of an address are.
     *
     * @param operation in OpenAI's words
     * @param spoken what providers call it that take it as it is
     * @param session the header by which clients name their sessions; empty for none
     * @param stream whether a stream is asked for, whatever the body says
     */
    record Kind(String operation, String spoken, String session, boolean stream) {}

    /** Reads a request. */
    void read(Exchange exchange, Expression transform, Kind kind) {
        Message message = exchange.getMessage();
        Memory memory = Call.of(exchange).memory();
        byte[] bytes = reader.bytes(message, memory);
        Map<String, String> headers = headers(message);
        Map<String, String> hints = ReadRequest.takeHeaders(exchange);
        if (headers.containsKey(kind.session())) {
            hints.putIfAbsent("session", headers.get(kind.session()));
        }
        OriginalScan.Addressed addressed = new OriginalScan.Addressed(model(exchange), kind.stream());
        ApiRequest request = LargeBodies.inTurn(
                TEXT_PER_BYTE * bytes.length,
                () -> OriginalScan.scan(
                        kind.operation(),
                        bytes,
                        addressed,
                        members -> new Translation(kind, addressed, members, headers, transform, memory)));
        Requests.set(exchange, request);
    }

    /** That in the path, where it has one; null else. */
    private static String model(Exchange exchange) {
        String model = exchange.getVariable(HttpRequestFacts.VARIABLE, HttpRequestFacts.class)
                .path()
                .get(Requests.MODEL);
        return model == null ? null : ModelName.required(model, Requests.MODEL);
    }

    private static Map<String, String> headers(Message message) {
        Map<String, String> headers = new HashMap<>();
        message.getHeaders().forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!lower.startsWith("camel") && !SECRET.contains(lower)) {
                headers.put(lower, String.valueOf(value));
            }
        });
        return headers;
    }
}
