import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** A gateway as its administrator and its callers see it. */
final class AccountingGateway {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI address;
    private final String admin;

    /**
     * Asks nothing yet.
     *
     * @param admin a token for {@code /manage}
     */
    AccountingGateway(String address, String admin) {
        this.address = URI.create(address);
        this.admin = admin;
    }

    /** Asks {@code /manage}; fails where the answer is no 2xx. */
    JsonNode manage(String method, String path, String body) throws IOException, InterruptedException {
        return MAPPER.readTree(text(method, path, body));
    }

    /** A figure that the gateway says of itself, by its name among its metrics. */
    double metric(String name) throws IOException, InterruptedException {
        return text("GET", "/metrics", null)
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new IOException("no metric " + name));
    }

    private String text(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/manage" + path))
                .header("Authorization", "Bearer " + admin)
                .header("Content-Type", "application/json")
                .method(method, body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    /** A new project's id. */
    String project(String name, String rules) throws IOException, InterruptedException {
        return manage("POST", "/projects", "{\"name\":\"%s\",\"rules\":%s}".formatted(name, rules)).path("id").textValue();
    }

    /** A new token: {@code token} and {@code secret}. */
    JsonNode token(String project, String rules) throws IOException, InterruptedException {
        String body = "{\"name\":\"bench\",\"project\":\"%s\",\"rules\":%s}".formatted(project, rules);
        return manage("POST", "/tokens", body);
    }

    /** All records of the last day, the newest first; {@code filter} begins with {@code &} or is empty. */
    List<JsonNode> records(String filter) throws IOException, InterruptedException {
        List<JsonNode> records = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = manage("GET", "/usage/records?limit=500" + filter + next, null);
            page.path("data").forEach(records::add);
            next = page.path("next").isNull() ? null : "&before=" + page.path("next").textValue();
        } while (next != null);
        return records;
    }

    /** The sum of usage; {@code query} narrows it. */
    JsonNode sum(String query) throws IOException, InterruptedException {
        return manage("GET", "/usage" + query, null).path("data").path(0);
    }

    /** How many requests are on record once their number stands still for three seconds. */
    long settledRequests() throws IOException, InterruptedException {
        long known = -1;
        long since = System.nanoTime();
        while (System.nanoTime() - since < 3_000_000_000L) {
            long now = sum("").path("requests").asLong();
            if (now != known) {
                known = now;
                since = System.nanoTime();
            }
            Thread.sleep(100);
        }
        return known;
    }

    /** A connection of a caller. */
    Caller caller() throws IOException {
        return new Caller(new Socket(address.getHost(), address.getPort()));
    }

    /**
     * What came of a chat.
     *
     * @param nanos when its last byte was read
     * @param whole false if the caller left before
     */
    record Answer(int status, String text, long nanos, boolean whole) {}

    /** One connection that asks one chat after the other. */
    static final class Caller implements Closeable {
        private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)\r\n");

        private final Socket socket;
        private final byte[] buffer = new byte[64 * 1024];

        private Caller(Socket socket) throws IOException {
            this.socket = socket;
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(60_000);
        }

        /** A small chat with the simulator. */
        Answer chat(String key, String id, boolean stream) throws IOException {
            return ask(key, id, "simulator/echo", stream, "Account for this", Integer.MAX_VALUE);
        }

        /**
         * Asks a chat.
         *
         * @param most leaves when so many bytes were read
         */
        Answer ask(String key, String id, String model, boolean stream, String prompt, int most) throws IOException {
            String body = "{\"model\":\"%s\",\"stream\":%b,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                    .formatted(model, stream, prompt);
            socket.getOutputStream().write("""
                    POST /v1/chat/completions HTTP/1.1\r
                    Host: gateway\r
                    Authorization: Bearer %s\r
                    x-request-id: %s\r
                    Content-Type: application/json\r
                    Content-Length: %d\r
                    \r
                    %s""".formatted(key, id, body.length(), body).getBytes(ISO_8859_1));
            StringBuilder text = new StringBuilder();
            InputStream in = socket.getInputStream();
            while (!whole(text)) {
                if (text.length() >= most) {
                    close();
                    return new Answer(status(text), text.toString(), System.nanoTime(), false);
                }
                int n = in.read(buffer);
                if (n < 0) {
                    throw new EOFException("closed after '" + text + "'");
                }
                text.append(new String(buffer, 0, n, ISO_8859_1));
            }
            return new Answer(status(text), text.toString(), System.nanoTime(), true);
        }

        private static boolean whole(StringBuilder text) {
            int body = text.indexOf("\r\n\r\n") + 4;
            Matcher length = LENGTH.matcher(text);
            return body > 3 && (length.find() && length.start() < body
                    ? text.length() >= body + Integer.parseInt(length.group(1))
                    : text.lastIndexOf("\r\n0\r\n\r\n") == text.length() - 7);
        }

        private static int status(StringBuilder text) {
            return Integer.parseInt(text.substring(9, 12));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
