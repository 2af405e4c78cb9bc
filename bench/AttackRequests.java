import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Requests of a caller who means harm, each of another kind, on a raw connection of its own. */
final class AttackRequests {
    /** What they are, for the report. */
    enum Kind {
        MUTATED, NUMBERS, LONG_TEXT, LONG_NAME, DEEP, MANY, GZIP, LARGE, HALF_BODY, TRICKLE, NOT_READING, HEADERS, GARBAGE,
        UPSTREAM, STREAMED_UPSTREAM, LEAVES, MANAGE, SIMULATOR
    }

    private static final List<String> PATHS =
            List.of("/v1/chat/completions", "/v1/completions", "/v1/embeddings", "/chat", "/v1/models", "/v1/models/x");
    private static final List<String> PROVIDERS =
            List.of("anthropic", "gemini", "cohere", "mistral", "groq", "deepseek", "perplexity", "vllm", "ollama", "together");
    private static final List<String> BITS = List.of(" ", "\\n", "<think>", "</think>", "a", "\\u0000", "{{env:X}}", "${body}", "\\uD800");
    private static final int PATIENCE_MILLIS = 20_000;

    private final URI gateway;
    private final String key;
    private final Random random;

    AttackRequests(URI gateway, String key, long seed) {
        this.gateway = gateway;
        this.key = key;
        this.random = new Random(seed);
    }

    /** Sends one; what becomes of it does not matter. */
    void send(Kind kind) throws IOException, InterruptedException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            if (kind == Kind.NOT_READING) {
                socket.setReceiveBufferSize(4096);
            }
            socket.connect(new InetSocketAddress(gateway.getHost(), gateway.getPort()), PATIENCE_MILLIS);
            OutputStream out = socket.getOutputStream();
            switch (kind) {
                case MUTATED -> post(out, path(), mutated(chat(model(), "Hello")));
                case NUMBERS -> post(out, path(), chat(model(), "Hello").replaceFirst("\\{", "{\"temperature\":1e"
                        + "9".repeat(1 + random.nextInt(20)) + ",\"max_tokens\":" + "9".repeat(1 + random.nextInt(500)) + ","));
                case LONG_TEXT -> post(out, path(), chat(model(), pick(BITS).repeat(random.nextInt(200_000))));
                case LONG_NAME -> post(out, path(), chat("n".repeat(random.nextInt(2 << 20)), "Hello"));
                case DEEP -> post(out, path(), chat(model(), "x").replace("\"x\"", "[".repeat(random.nextInt(100_000))));
                case MANY -> post(out, path(), "{\"model\":\"" + model() + "\",\"messages\":["
                        + "{\"role\":\"user\",\"content\":\"x\"},".repeat(random.nextInt(50_000)) + "{}]}");
                case GZIP -> gzip(out);
                case LARGE -> post(out, path(), chat(model(), "y".repeat(random.nextInt(48 << 20))));
                case HALF_BODY -> {
                    out.write(head("POST", path(), 1_000_000, "").getBytes(ISO_8859_1));
                    out.write("{\"model\":".getBytes(ISO_8859_1));
                    Thread.sleep(random.nextInt(PATIENCE_MILLIS));
                }
                case TRICKLE -> trickle(out);
                case NOT_READING -> {
                    post(out, "/v1/chat/completions", chat("simulator/echo", "long ".repeat(50_000)));
                    Thread.sleep(random.nextInt(PATIENCE_MILLIS));
                }
                case HEADERS -> out.write(head("POST", path(), 2, "X-" + random.nextInt() + ": "
                        + "h".repeat(random.nextInt(20_000)) + "\r\n" + "a: b\r\n".repeat(random.nextInt(500)))
                        .concat("{}").getBytes(ISO_8859_1));
                case GARBAGE -> {
                    byte[] garbage = new byte[random.nextInt(4000)];
                    random.nextBytes(garbage);
                    out.write(garbage);
                }
                case UPSTREAM -> post(out, path(), chat(pick(PROVIDERS) + "/m" + random.nextInt(1000), "Hello"));
                case STREAMED_UPSTREAM, LEAVES -> post(out, "/v1/chat/completions",
                        chat(pick(PROVIDERS) + "/m" + random.nextInt(1000), "Hello").replaceFirst("\\{", "{\"stream\":true,"));
                case MANAGE -> post(out, "/manage/" + pick(List.of("projects", "tokens", "usage", "routes/check", "routes")),
                        mutated("{\"name\":\"x\",\"rules\":{\"limits\":{\"requests\":{\"minute\":1}}}}"));
                case SIMULATOR -> post(out, "/v1/embeddings", "{\"model\":\"simulator/e\",\"dimensions\":3072,\"input\":["
                        + "\"x\",".repeat(random.nextInt(5000)) + "\"x\"]}");
            }
            if (kind != Kind.LEAVES && kind != Kind.NOT_READING && kind != Kind.HALF_BODY) {
                readAll(socket.getInputStream());
            }
        }
    }

    private String path() {
        return pick(PATHS);
    }

    private String model() {
        return random.nextInt(4) == 0 ? "simulator/echo" : pick(PROVIDERS) + "/m" + random.nextInt(100_000);
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static String chat(String model, String content) {
        return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}],\"input\":\"x\",\"prompt\":\"x\"}"
                .formatted(model, content);
    }

    private String mutated(String json) {
        StringBuilder mutated = new StringBuilder(json);
        for (int i = random.nextInt(6); i >= 0 && !mutated.isEmpty(); i--) {
            int at = random.nextInt(mutated.length());
            switch (random.nextInt(4)) {
                case 0 -> mutated.setCharAt(at, (char) random.nextInt(256));
                case 1 -> mutated.deleteCharAt(at);
                case 2 -> mutated.insert(at, pick(List.of("{", "[", "\"", "null", "1e9999", "\\u0000", ",")));
                default -> mutated.setLength(1 + at);
            }
        }
        return mutated.toString();
    }

    private String head(String method, String path, long length, String more) {
        String authorization = random.nextInt(10) == 0 ? "Bearer stranger" : "Bearer " + key;
        return method + " " + path + " HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\nContent-Type: application/json\r\n"
                + "Authorization: " + authorization + "\r\n" + more + "Content-Length: " + length + "\r\n\r\n";
    }

    private void post(OutputStream out, String path, String body) throws IOException {
        byte[] bytes = body.getBytes(ISO_8859_1);
        String method = path.startsWith("/v1/models") ? "GET" : "POST";
        out.write(head(method, path, bytes.length, "").getBytes(ISO_8859_1));
        out.write(bytes);
        out.flush();
    }

    private void gzip(OutputStream out) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("{\"model\":\"simulator/echo\",\"messages\":[{\"role\":\"user\",\"content\":\"".getBytes(ISO_8859_1));
            byte[] block = " ".repeat(1 << 20).getBytes(ISO_8859_1);
            for (int i = 10 + random.nextInt(70); i > 0; i--) {
                gzip.write(block);
            }
            gzip.write("\"}]}".getBytes(ISO_8859_1));
        }
        out.write(head("POST", "/v1/chat/completions", packed.size(), "Content-Encoding: gzip\r\n").getBytes(ISO_8859_1));
        packed.writeTo(out);
        out.flush();
    }

    private void trickle(OutputStream out) throws IOException, InterruptedException {
        out.write(head("POST", "/v1/chat/completions", 10_000, "").getBytes(ISO_8859_1));
        for (int i = random.nextInt(40); i > 0; i--) {
            out.write(' ');
            out.flush();
            Thread.sleep(500);
        }
    }

    private static void readAll(InputStream in) throws IOException {
        byte[] buffer = new byte[64 << 10];
        while (in.read(buffer) >= 0) {
            // as fast as it comes
        }
    }
}
