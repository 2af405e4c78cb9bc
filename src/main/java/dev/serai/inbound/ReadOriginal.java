package dev.serai.inbound;

import com.schibsted.spt.data.jslt.Expression;
import dev.serai.call.Call;
import dev.serai.call.Requests;
import dev.serai.http.ReadRequest;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.LargeBodies;
import dev.serai.wire.Memory;
import dev.serai.wire.OriginalScan;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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
     * Reads a request.
     *
     * @param operation what it is in OpenAI's words
     * @param spoken what providers call it that take it as it is
     * @param expansion puts what is remembered into it, if its format has such a thing
     * @param session the header by which its clients name their sessions; empty for none
     */
    void read(
            Exchange exchange,
            Expression transform,
            Optional<Expression> expansion,
            String operation,
            String spoken,
            String session) {
        Message message = exchange.getMessage();
        Memory memory = Call.of(exchange).memory();
        byte[] bytes = reader.bytes(message, memory);
        Map<String, String> headers = headers(message);
        Map<String, String> hints = ReadRequest.takeHeaders(exchange);
        if (headers.containsKey(session)) {
            hints.putIfAbsent("session", headers.get(session));
        }
        ApiRequest request = LargeBodies.inTurn(
                TEXT_PER_BYTE * bytes.length,
                () -> OriginalScan.scan(
                        operation,
                        bytes,
                        members -> new Translation(spoken, members, headers, transform, expansion, memory)));
        Requests.set(exchange, request);
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
