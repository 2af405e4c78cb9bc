package dev.serai.http;

import dev.serai.call.Call;
import dev.serai.call.Fallbacks;
import dev.serai.call.Requests;
import dev.serai.wire.ApiException;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.Form;
import dev.serai.wire.FormRequest;
import dev.serai.wire.HttpRequestFacts;
import dev.serai.wire.Intake;
import dev.serai.wire.LargeBodies;
import dev.serai.wire.Memory;
import dev.serai.wire.RequestScanner;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * The steps {@code readChat}, {@code readEmbeddings} and others of that kind, one for each operation: takes the body in, within
 * the limit, and reads the facts of it. From then on the body is the request. The request's own headers end here; what callers say to routing rules in {@code x-serai-…}
 * headers becomes the variable {@code hints}.
 */
public final class ReadRequest implements Processor {

    /** What a tree of text would take: to look through it takes a processor about as long. */
    private static final long TEXT_PER_BYTE = 4;

    private static final String HINT = "x-serai-";
    /** What HTTP has for callers who want an answer that is new: as a hint it may be said by {@code x-serai-cache-control}, too. */
    private static final String CACHE_CONTROL = "cache-control";

    /** RFC 7240: how the client would rather be answered. */
    private static final String PREFER = "prefer";

    /** The variable by which a route says who answers where a request names no model. */
    private static final String DEFAULT_MODEL = "defaultModel";

    private static final int SMALL = 1 << 20;

    private final String operation;
    private final int limit;

    /**
     * Reads for one operation.
     *
     * @param limit bytes that a body may have, unpacked
     */
    public ReadRequest(String operation, int limit) {
        this.operation = operation;
        this.limit = limit;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        Memory memory = Call.of(exchange).memory();
        String type = message.getHeader(Exchange.CONTENT_TYPE, String.class);
        boolean form = FormRequest.takes(operation) && Form.isType(type);
        if (!form && !FormRequest.takesJson(operation)) {
            throw noForm();
        }
        byte[] bytes = bytes(message, memory);
        Map<String, String> hints = takeHints(exchange);
        String named = exchange.getVariable(DEFAULT_MODEL, String.class);
        String otherwise = named == null || named.isBlank() ? null : named;
        ApiRequest request = LargeBodies.inTurn(
                TEXT_PER_BYTE * bytes.length,
                () -> form
                        ? FormRequest.scan(operation, bytes, type, otherwise, memory)
                        : RequestScanner.scan(operation, bytes, otherwise));
        List<String> fallbacks = Fallbacks.take(request, hints);
        Requests.set(exchange, request);
        if (!fallbacks.isEmpty()) {
            exchange.setVariable(Fallbacks.NAME, fallbacks);
        }
    }

    private static ApiException noForm() {
        return new ApiException(
                415,
                "invalid_request_error",
                "unsupported_content_type",
                null,
                "Send this as a form: Content-Type: multipart/form-data; boundary=…");
    }

    /** What the headers say to routing rules; all of them end here. */
    private static Map<String, String> takeHints(Exchange exchange) {
        Map<String, String> hints = hints(exchange.getMessage().getHeaders());
        exchange.setVariable("hints", hints);
        exchange.getMessage().removeHeaders("*");
        return hints;
    }

    /**
     * The same for a request that is in another format.
     *
     * @return what the headers said to routing rules, which may be added to
     */
    public static Map<String, String> takeHeaders(Exchange exchange) {
        Map<String, String> hints = takeHints(exchange);
        List<String> fallbacks = Fallbacks.named(hints);
        if (!fallbacks.isEmpty()) {
            exchange.setVariable(Fallbacks.NAME, fallbacks);
        }
        return hints;
    }

    /**
     * The body, unpacked.
     *
     * @param memory what its bytes are taken of
     * @throws ApiException 413 as soon as it is too large, 415, 429, or 400 if it cannot be read
     */
    public byte[] bytes(Message message, Memory memory) {
        String encoding = message.getHeader("Content-Encoding", "identity", String.class);
        long announced = message.getExchange()
                .getVariable(HttpRequestFacts.VARIABLE, HttpRequestFacts.class)
                .length();
        if (announced > limit) {
            throw tooLarge();
        }
        try {
            InputStream body = message.getBody(InputStream.class);
            return switch (encoding.toLowerCase(Locale.ROOT)) {
                case "identity" -> Intake.read(body, announced, limit, memory);
                case "gzip", "x-gzip" -> unpacked(body, announced, memory);
                default ->
                    throw new ApiException(
                            415,
                            "invalid_request_error",
                            "unsupported_encoding",
                            null,
                            "Content-Encoding '" + encoding + "' is not read here; send the body plain or as gzip");
            };
        } catch (Intake.TooLarge e) {
            throw tooLarge();
        } catch (ZipException | EOFException e) {
            throw ApiException.badRequest(null, null, "The request body is incomplete or not what its headers say");
        } catch (IOException e) {
            throw ApiException.badRequest(null, null, "The request body could not be read to its end");
        }
    }

    /**
     * What is packed is here at once: unpacking waits for nobody and gives no thread free, so what turns out to be large is
     * unpacked in turns.
     */
    private byte[] unpacked(InputStream body, long announced, Memory memory) throws IOException {
        byte[] packed = Intake.read(body, announced, limit, memory);
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            memory.take(SMALL);
            byte[] beginning = in.readNBytes(SMALL);
            if (beginning.length < SMALL) {
                memory.give(SMALL - beginning.length);
                return beginning;
            }
            InputStream all = new SequenceInputStream(new ByteArrayInputStream(beginning), in);
            byte[] bytes = LargeBodies.inTurn(Long.MAX_VALUE, () -> Intake.read(all, -1, limit, memory));
            memory.give(SMALL);
            return bytes;
        } finally {
            memory.give(packed.length);
        }
    }

    private ApiException tooLarge() {
        return new ApiException(
                        413,
                        "invalid_request_error",
                        "request_too_large",
                        null,
                        "The request body is larger than " + limit + " bytes")
                .header("Connection", "close");
    }

    private static Map<String, String> hints(Map<String, Object> headers) {
        Map<String, String> hints = new HashMap<>();
        headers.forEach((name, value) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith(HINT)) {
                hints.put(lower.substring(HINT.length()), value.toString());
            } else if (lower.equals(CACHE_CONTROL) || lower.equals(PREFER)) {
                hints.put(lower, value.toString());
            }
        });
        return hints;
    }
}
