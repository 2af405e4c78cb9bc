package dev.serai.http;

import dev.serai.upstream.Call;
import dev.serai.wire.ApiException;
import dev.serai.wire.ApiRequest;
import dev.serai.wire.HttpRequestFacts;
import dev.serai.wire.RequestScanner;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
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
 * The steps {@code readChat}, {@code readCompletion} and {@code readEmbeddings}: takes the body in, within the limit,
 * and reads the facts of it. The request's own headers end here; what callers say to routing rules in {@code x-serai-…}
 * headers becomes the variable {@code hints}.
 */
public final class ReadRequest implements Processor {

    private static final String HINT = "x-serai-";
    private static final int FIRST_BYTES = 1 << 16;

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
        byte[] bytes = bytes(message);
        Map<String, String> hints = hints(message.getHeaders());
        exchange.setVariable("hints", hints);
        message.removeHeaders("*");
        ApiRequest request = RequestScanner.scan(operation, bytes);
        List<String> fallbacks = Fallbacks.take(request, hints);
        Call.of(exchange).asked(request);
        if (!fallbacks.isEmpty()) {
            exchange.setVariable("fallbacks", fallbacks);
        }
        exchange.setVariable("model", request.model());
        exchange.setVariable("stream", request.stream());
        exchange.setVariable("promptBytes", request.promptBytes());
        message.setBody(null);
    }

    public byte[] bytes(Message message) {
        String encoding = message.getHeader("Content-Encoding", "identity", String.class);
        long announced = message.getHeader(HttpRequestFacts.HEADER, HttpRequestFacts.class)
                .length();
        if (announced > limit) {
            throw tooLarge();
        }
        try {
            InputStream body = message.getBody(InputStream.class);
            return switch (encoding.toLowerCase(Locale.ROOT)) {
                case "identity" -> read(body, announced);
                case "gzip", "x-gzip" -> read(new GZIPInputStream(body), -1);
                default ->
                    throw new ApiException(
                            415,
                            "invalid_request_error",
                            "unsupported_encoding",
                            null,
                            "Content-Encoding '" + encoding + "' is not read here; send the body plain or as gzip");
            };
        } catch (ZipException | EOFException e) {
            throw ApiException.badRequest(null, null, "The request body is incomplete or not what its headers say");
        } catch (IOException e) {
            throw ApiException.badRequest(null, null, "The request body could not be read to its end");
        }
    }

    /** Takes memory as the body comes, whatever length was announced: an announcement costs its sender nothing. */
    private byte[] read(InputStream body, long announced) throws IOException {
        int most = announced < 0 ? limit : (int) announced;
        byte[] bytes = new byte[Math.min(most, FIRST_BYTES)];
        int count = body.readNBytes(bytes, 0, bytes.length);
        while (count == bytes.length && count < most) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(most, 2L * count));
            count += body.readNBytes(bytes, count, bytes.length - count);
        }
        if (count < announced) {
            throw new EOFException();
        }
        if (announced < 0 && count == most && body.read() >= 0) {
            throw tooLarge();
        }
        return count == bytes.length ? bytes : Arrays.copyOf(bytes, count);
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
            }
        });
        return hints;
    }
}
