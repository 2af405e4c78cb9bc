package dev.serai.answers;

import dev.serai.wire.ApiException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.Exchange;

/** What a path says that ends in an answer's id: {@code /v1/responses/resp_1}, {@code /v1/responses/resp_1/input_items}. */
record AnswerPath(String id) {

    private static final int BEFORE = 3;

    /**
     * Reads that of a request.
     *
     * @param parts that may follow the id; an empty one for nothing
     * @throws ApiException 404 for one that says something else
     */
    static AnswerPath of(Exchange exchange, String... parts) {
        String path = exchange.getMessage().getHeader(Exchange.HTTP_PATH, String.class);
        String[] names = path.split("/", BEFORE + 2);
        String part = names.length > BEFORE + 1 ? names[BEFORE + 1] : "";
        if (names.length <= BEFORE || names[BEFORE].isEmpty() || !List.of(parts).contains(part)) {
            throw new ApiException(404, "invalid_request_error", "unknown_url", null, "There is nothing at " + path);
        }
        String id;
        try {
            id = URLDecoder.decode(names[BEFORE].replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw AnswerId.notFound(names[BEFORE]);
        }
        if (!AnswerId.is(id)) {
            throw AnswerId.notFound(id);
        }
        return new AnswerPath(id);
    }

    static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }
}
