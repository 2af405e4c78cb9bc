package dev.serai.http;

import static dev.serai.support.GivenRules.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.serai.access.TokenRegistry;
import dev.serai.support.CallingGatewayTest;
import dev.serai.support.Endpoint;
import dev.serai.support.Endpoint.Format;
import dev.serai.support.RawConnection;
import dev.serai.support.Script;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of bad input at every endpoint: a clear error in the words of its API, with nothing in it that is not the
 * caller's, nobody asked, and nothing booked.
 */
@Timeout(120)
class BadInputTest extends CallingGatewayTest {

    private static final Integer[] BAD = {400, 415};

    private TokenRegistry.Issued caller;

    @BeforeEach
    void oneWhoMay() {
        caller = token(rules().passProvider("openai").passthrough(true).build());
        UPSTREAM.answerAll(it -> it.path().endsWith("/models") ? null : Script.json(200, "{\"id\":\"canary\"}"));
    }

    static Stream<Endpoint> endpoints() {
        return Endpoint.all().stream();
    }

    /** Bodies that are not one JSON object in UTF-8 in which each member is there once; characters are bytes. */
    static Map<String, String> noJson(String good) {
        String open = good.substring(0, good.length() - 1);
        String first = good.substring(1, good.indexOf(':') + 1);
        return Map.ofEntries(
                Map.entry("words", "nonsense"),
                Map.entry("a list", "[" + good + "]"),
                Map.entry("a text", "\"text\""),
                Map.entry("null", "null"),
                Map.entry("half of it", good.substring(0, good.length() / 2)),
                Map.entry("all but its end", open),
                Map.entry("two ends", good + "}"),
                Map.entry("two of them", good + good),
                Map.entry("a comma too many", open + ",}"),
                Map.entry("a comment", "/* */" + good),
                Map.entry("single quotes", good.replace('"', '\'')),
                Map.entry("UTF-16", new String(good.getBytes(StandardCharsets.UTF_16), StandardCharsets.ISO_8859_1)),
                Map.entry("a text that is not UTF-8", open + ",\"x\":\"\u00ff\"}"),
                Map.entry("a name that is not UTF-8", open + ",\"\u00c3(\":1}"),
                Map.entry("an overlong character", open + ",\"x\":\"\u00c0\u0080\"}"),
                Map.entry("a NUL in a text", open + ",\"x\":\"a\u0000b\"}"),
                Map.entry("a NUL behind it", good + "\u0000"),
                Map.entry("no number", open + ",\"x\":NaN}"),
                Map.entry("lists too deep", open + ",\"x\":" + "[".repeat(2000) + "]".repeat(2000) + "}"),
                Map.entry("objects too deep", open + ",\"x\":" + "{\"a\":".repeat(2000) + "1" + "}".repeat(2001)),
                Map.entry("a member twice", open + "," + first + "1}"),
                Map.entry("a form", "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b--"));
    }

    /** Bodies that are not one whole form. */
    static Map<String, String> noForm(String good) {
        return Map.of(
                "nothing", "",
                "words", "nonsense",
                "JSON", "{\"model\":\"openai/m\"}",
                "its boundaries are others", good.replace(Endpoint.BOUNDARY, "another"),
                "its end is missing", good.substring(0, good.lastIndexOf("--" + Endpoint.BOUNDARY)),
                "it ends within a head", good.substring(0, good.lastIndexOf("Content-Disposition") + 9),
                "it ends within a value", good.substring(0, good.lastIndexOf("\r\n\r\n") + 4),
                "a part has no name", good.replaceFirst("name=\"[a-z]+\"", "nothing"));
    }

    private HttpResponse<String> send(Endpoint endpoint, String method, String body, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(endpoint.path()))
                .method(method, BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.ISO_8859_1)))
                .setHeader("Authorization", "Bearer " + caller.secret().text())
                .setHeader("Content-Type", endpoint.type());
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private void assertNobodyAsked(Endpoint endpoint, HttpResponse<?> last) throws Exception {
        assertThat(UPSTREAM.received()).as("asked at %s", endpoint).isEmpty();
        record(requestId(last));
        List<Map<String, Object>> booked = database.sql()
                .sql("select * from usage_record where token = :token and (prompt_tokens > 0 or cost > 0)")
                .param("token", caller.token().id())
                .query()
                .listOfRows();
        assertThat(booked).as("booked at %s", endpoint).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endpoints")
    void bodyThatIsNone_isRefused(Endpoint endpoint) throws Exception {
        Map<String, String> bodies = endpoint.form() ? noForm(endpoint.body()) : noJson(endpoint.body());
        HttpResponse<String> last = null;
        for (Map.Entry<String, String> it : bodies.entrySet()) {
            last = send(endpoint, "POST", it.getValue());
            endpoint.format().assertTold(last, it.getKey() + " at " + endpoint, BAD);
        }
        assertNobodyAsked(endpoint, last);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endpoints")
    void wrongHeaders_areRefused(Endpoint endpoint) throws Exception {
        Format format = endpoint.format();
        for (String packed : List.of("br", "gzip", "nonsense")) {
            HttpResponse<String> answer = send(endpoint, "POST", endpoint.body(), "Content-Encoding", packed);
            format.assertTold(answer, packed + " at " + endpoint, BAD);
        }
        for (String type : endpoint.form()
                ? List.of("multipart/form-data", "application/json", "text/plain")
                : List.of("text/x; ")) {
            HttpResponse<String> answer = send(endpoint, "POST", "{", "Content-Type", type);
            format.assertTold(answer, type + " at " + endpoint, BAD);
        }
        HttpResponse<String> patched = send(endpoint, "PATCH", endpoint.body());
        if (!endpoint.path().equals("/v1/whatever")) {
            format.assertTold(patched, "PATCH at " + endpoint, 404, 405);
            assertThat(UPSTREAM.received()).isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endpoints")
    void bodyThatIsTooLarge_isRefusedBeforeItComes(Endpoint endpoint) throws Exception {
        try (RawConnection client = new RawConnection(port)) {
            client.sendHead(
                    "POST " + endpoint.path(),
                    "Authorization: Bearer " + caller.secret().text(),
                    "Content-Type: " + endpoint.type(),
                    "Content-Length: 2000000000");

            assertThat(client.reply().status()).isEqualTo(413);
        }
        assertThat(UPSTREAM.received()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endpoints")
    void modelThatIsNone_isRefused(Endpoint endpoint) throws Exception {
        if (!endpoint.namesModel()) {
            return; // a Gemini's is in its path, and what passes has none
        }
        String said = endpoint.form() ? "openai/m" : "\"openai/m\"";
        HttpResponse<String> last = null;
        for (String model : List.of("nobody", "nobody/m", " ", "a".repeat(300), "openai/")) {
            last = send(endpoint, "POST", endpoint.body().replace("openai/m", model));
            endpoint.format().assertTold(last, model + " at " + endpoint, 400, 404);
        }
        String control = endpoint.form() ? "openai/m\u0001" : "openai/m\\u0000";
        last = send(endpoint, "POST", endpoint.body().replace("openai/m", control));
        endpoint.format().assertTold(last, "a control character at " + endpoint, 400);
        if (!endpoint.form()) {
            for (String value : List.of("1", "true", "[]", "{}", "[\"openai/m\"]")) {
                last = send(endpoint, "POST", endpoint.body().replace(said, value));
                endpoint.format().assertTold(last, value + " at " + endpoint, 400);
            }
        }
        assertNobodyAsked(endpoint, last);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/responses/resp_none, OPENAI",
        "DELETE, /v1/responses/resp_none, OPENAI",
        "GET, /v1/responses/resp_none/input_items, OPENAI",
        "POST, /v1/responses/resp_none/cancel, OPENAI",
        "GET, /v1/files/file-none1, OPENAI",
        "DELETE, /v1/files/file-none1, OPENAI",
        "GET, /v1/files/file-none1/content, OPENAI",
        "POST, /v1/batches/batch_none1/cancel, OPENAI",
        "POST, /v1/uploads/upload_none1/complete, OPENAI",
        "GET, /v1/vector_stores/vs_none1, OPENAI",
        "DELETE, /v1/containers/cntr_none1, OPENAI",
        "GET, /v1/fine_tuning/jobs/ftjob-none1, OPENAI",
        "GET, /v1/videos/video_none1/content, OPENAI",
        "GET, /v1/messages/batches/msgbatch_none1, MESSAGES",
        "GET, /v1beta/files/none1, GENERATE",
        "GET, /v1/models/nobody, OPENAI",
        "GET, /v1beta/models/nobody, GENERATE",
        "POST, /v1beta/models/openai/m:nothing, GENERATE",
        "GET, /v1/realtime?model=openai/m, OPENAI",
        "GET, /passthrough/nobody/x, OPENAI"
    })
    void idThatIsNone_isNotThere(String method, String path, Format format) throws Exception {
        int query = path.indexOf('?');
        String rest = query < 0 ? "" : path.substring(query);
        String before = query < 0 ? path : path.substring(0, query);
        for (String tail : List.of("", "%0a", "%2F..%2F..", "%22%3E", "x".repeat(3000))) {
            Endpoint endpoint = new Endpoint(before + tail + rest, format, false, "{}");
            HttpResponse<String> answer = send(endpoint, method, method.equals("POST") ? "{}" : "");

            format.assertTold(answer, method + " " + path + tail, 400, 404, 414, 426);
        }
        assertThat(UPSTREAM.received()).isEmpty();
    }
}
