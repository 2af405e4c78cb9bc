package dev.serai.passthrough;

import dev.serai.call.Call;
import dev.serai.wire.ApiException;
import dev.serai.wire.HttpRequestFacts;
import dev.serai.wire.JsonPass;
import dev.serai.wire.Passed;
import dev.serai.wire.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Message;

/** The bodies of requests that pass: looked at as they come, bounded, and kept where they are small. */
final class PassedBodies {

    private static final int SMALL = 1 << 16;

    private static final Set<String> BODILESS = Set.of("GET", "HEAD", "DELETE");

    private static final Set<String> SECRET =
            Set.of("authorization", "proxy-authorization", "x-api-key", "api-key", "x-goog-api-key", "cookie", "host");

    /** What came with it but for what says who calls; names in lower case. */
    record Headers(Map<String, String> values) {

        static Headers of(Message message) {
            Map<String, String> headers = new HashMap<>();
            message.getHeaders().forEach((name, value) -> {
                String lower = name.toLowerCase(Locale.ROOT);
                if (!lower.startsWith("camel") && !SECRET.contains(lower)) {
                    headers.put(lower, String.valueOf(value));
                }
            });
            return new Headers(headers);
        }

        /** Without a wish for a part, where all that passes has to be seen. */
        Headers forAll() {
            values.remove("range");
            values.remove("if-range");
            return this;
        }

        /** By such a key a provider gives whoever says it the same answer: those of one tenant are no other's. */
        void ownWords(String tenant) {
            values.computeIfPresent(
                    "idempotency-key", (name, said) -> HexFormat.of().formatHex(Sha256.of(tenant + '\n' + said)));
        }

        String type() {
            return values.getOrDefault("content-type", "application/json").strip();
        }
    }

    private final long most;

    /** With at most so many bytes. */
    PassedBodies(long most) {
        this.most = most;
    }

    /**
     * A request with its body.
     *
     * @param references what it may speak of
     */
    Passed of(Message message, Meant meant, Headers all, References references) {
        Headers headers = meant.isOutput() ? all.forAll() : all;
        headers.ownWords(meant.tenant());
        String method = meant.method();
        String path = meant.path().toString();
        long announced = message.getExchange()
                .getVariable(HttpRequestFacts.VARIABLE, HttpRequestFacts.class)
                .length();
        if (announced > most) {
            throw tooLarge();
        }
        Passed.Below below = meant.below();
        boolean none = announced == 0
                || (announced < 0 && !headers.values().containsKey("transfer-encoding"))
                || method.equals("GET")
                || method.equals("HEAD");
        if (none) {
            requireNoForm(headers, below);
            byte[] nothing = BODILESS.contains(method) ? null : new byte[0];
            return new Passed(method, path, below, headers.values(), nothing, null, 0);
        }
        InputStream body = new ScannedStream(
                message.getBody(InputStream.class), bounded(scan(meant, headers, references)), announced);
        byte[] beginning = beginning(body, Call.of(message.getExchange()));
        if (beginning.length < SMALL) {
            requireWhole(beginning.length, announced);
            return new Passed(method, path, below, headers.values(), beginning, null, beginning.length);
        }
        Call.of(message.getExchange()).waiting().receives(true);
        InputStream rest = new SequenceInputStream(new ByteArrayInputStream(beginning), body);
        return new Passed(method, path, below, headers.values(), null, rest, announced);
    }

    /**
     * A body that has to be known before it is known where it goes. It is read once more then.
     *
     * @throws ApiException 413 if it is no small one
     */
    static byte[] ahead(Message message) {
        InputStream body = message.getBody(InputStream.class);
        byte[] bytes = body == null ? new byte[0] : beginning(body, Call.of(message.getExchange()));
        if (bytes.length == SMALL) {
            throw new ApiException(
                            413,
                            "invalid_request_error",
                            "request_too_large",
                            null,
                            "Another video is made of one that was made here, by its id: the request is too large for that")
                    .header("Connection", "close");
        }
        message.setBody(new ByteArrayInputStream(bytes));
        return bytes;
    }

    private static byte[] beginning(InputStream body, Call call) {
        call.memory().take(SMALL);
        try {
            return body.readNBytes(SMALL);
        } catch (IOException e) {
            throw incomplete();
        }
    }

    private static void requireNoForm(Headers headers, Passed.Below below) {
        ContentType type = below.base() ? null : ContentType.of(headers.type());
        if (type != null && type.boundary() != null) {
            throw ApiException.badRequest("invalid_multipart", null, "The form is empty: it has not even a boundary");
        }
    }

    private static void requireWhole(long read, long announced) {
        if (announced >= 0 && read != announced) {
            throw incomplete();
        }
    }

    private static ApiException incomplete() {
        return ApiException.badRequest(null, null, "The request body could not be read to its end");
    }

    /** What goes to a base is in whatever form that takes: anything, which may be JSON, or a file. */
    private static Scan scan(Meant meant, Headers headers, References references) {
        if (meant.below().base()) {
            return meant.whole() ? Scan.of(new JsonPass(references, false, Set.of())) : Scan.NONE;
        }
        ContentType type = ContentType.of(headers.type());
        boolean packed = headers.values().containsKey("content-encoding");
        if (packed || type == null) {
            throw new ApiException(
                    415,
                    "invalid_request_error",
                    "unsupported_content_type",
                    null,
                    "A body is JSON (application/json in UTF-8) or a form (multipart/form-data) here, and not packed");
        }
        headers.values().put("content-type", type.toString());
        return type.boundary() == null
                ? Scan.ofObject(new JsonPass(references.inBody(), false, Set.of()))
                : new MultipartPass(type.boundary(), references, references.inFiles());
    }

    private Scan bounded(Scan scan) {
        return new Scan() {
            private long count;

            @Override
            public void add(byte[] bytes, int offset, int length) {
                count += length;
                if (count > most) {
                    throw tooLarge();
                }
                scan.add(bytes, offset, length);
            }

            @Override
            public void end() {
                scan.end();
            }
        };
    }

    private ApiException tooLarge() {
        return new ApiException(
                        413,
                        "invalid_request_error",
                        "request_too_large",
                        null,
                        "The request body is larger than " + most + " bytes (SERAI_MAX_UPLOAD)")
                .header("Connection", "close");
    }
}
