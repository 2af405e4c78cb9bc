package dev.serai.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.GatewayTest;
import dev.serai.support.RawConnection;
import dev.serai.support.Script;
import java.net.http.HttpResponse;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Heads fit into their buffers, ours and those that we read, whatever callers and providers would have in them. */
class BoundedHeadTest extends GatewayTest {

    private static final String OK = "{\"choices\":[]}";

    private static int headBytes(HttpResponse<?> response) {
        return response.headers().map().entrySet().stream()
                .flatMap(header -> header.getValue().stream().map(value -> header.getKey() + ": " + value + "\r\n"))
                .mapToInt(String::length)
                .sum();
    }

    private void assertServes() throws Exception {
        UPSTREAM.answer(Script.json(200, OK));
        assertThat(post("/v1/chat/completions", chat("openai/gpt-4o")).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {257, 1_000, 8_000, 20_000, 1_000_000})
    void longModelName_isRefusedWithAnErrorObject(int length) throws Exception {
        UPSTREAM.answer(Script.json(200, OK)); // and forgets what others sent
        for (String model : new String[] {"x".repeat(length), "openai/" + "x".repeat(length)}) {
            for (String path : new String[] {"/v1/chat/completions", "/v1/completions", "/v1/embeddings"}) {
                HttpResponse<String> response =
                        post(path, chat(model).replaceFirst("\\{", "{\"prompt\":\"Hi\",\"input\":\"Hi\","));
                assertThat(response.statusCode()).isEqualTo(400);
                assertThat(error(response).path("param").asText()).isEqualTo("model");
                assertThat(response.body().length()).isLessThan(1000);
            }
        }
        assertThat(UPSTREAM.received()).isEmpty();
    }

    @Test
    void otherLongNames_areRefused() throws Exception {
        String name = "x".repeat(300);
        HttpResponse<String> fallbacks =
                post("/v1/chat/completions", chat("nobody").replaceFirst("\\{", "{\"fallbacks\":[\"" + name + "\"],"));
        assertThat(fallbacks.statusCode()).isEqualTo(400);
        assertThat(error(fallbacks).path("param").asText()).isEqualTo("fallbacks");
        assertThat(post("/v1/chat/completions", chat("nobody"), "x-serai-fallbacks", name)
                        .statusCode())
                .isEqualTo(400);
        assertThat(get("/v1/models/" + name).statusCode()).isEqualTo(404);
        String prompt = "{\"provider\":\"P\",\"model\":\"M\",\"prompt\":\"Hi\"}";
        for (String body : new String[] {
            prompt.replace("P", name), prompt.replace("P", "openai").replace("M", name)
        }) {
            HttpResponse<String> response = post("/chat", body);
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body().length()).isLessThan(1000);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 2_000, 20_000, 200_000})
    void providersWords_fitIntoTheHead(int length) throws Exception {
        String word = "w".repeat(length);
        for (int status : new int[] {400, 404, 429, 500, 503}) {
            UPSTREAM.answer(Script.json(
                    status,
                    "{\"error\":{\"message\":\"no\",\"type\":\"" + word + "\",\"param\":\"" + word + "\",\"code\":\""
                            + word + "\"}}"));
            HttpResponse<String> response = post(
                    "/v1/chat/completions",
                    chat("openai/gpt-4o").replaceFirst("\\{", "{\"fallbacks\":[\"openai/a-model\",\"groq/x\"],"));
            assertThat(response.statusCode()).isGreaterThanOrEqualTo(400);
            JsonNode error = error(response);
            assertThat(error.path("message").asText()).isNotEmpty();
            assertThat(error.path("code").asText().length()).isLessThanOrEqualTo(128);
            assertThat(headBytes(response)).isLessThan(8192);
        }
    }

    @Test
    void rateLimitHeaders_arePassedWithinBounds() throws Exception {
        String[] headers = new String[100];
        for (int i = 0; i < headers.length; i++) {
            headers[i] = "x-ratelimit-thing-" + i + ": " + "9".repeat(200);
        }
        UPSTREAM.answer(Script.json(200, OK, headers));
        HttpResponse<String> response = post("/v1/chat/completions", chat("openai/gpt-4o"));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(OK);
        assertThat(headBytes(response)).isLessThan(8192);
    }

    @Test
    void droppedParameters_fitIntoTheHead() throws Exception {
        UPSTREAM.answer(Script.json(200, OK));
        assertThat(post(
                                "/v1/chat/completions",
                                chat("anthropic/claude-opus-4-7")
                                        .replaceFirst("\\{", "{\"" + "p".repeat(900) + "\":1,\"temperature\":1,"))
                        .statusCode())
                .isPositive();
    }

    @Test
    void methodsAndOriginsOfBrowsers_fitIntoTheHead() throws Exception {
        try (RawConnection connection = new RawConnection(port)) {
            connection.send("OPTIONS /v1/chat/completions HTTP/1.1\r\nHost: x\r\nOrigin: http://a\r\n"
                    + "Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: " + "h".repeat(7_000)
                    + "\r\n\r\n");
            assertThat(connection.reply().status()).isNotEqualTo(500);
        }
    }

    /** Whatever a provider's head is, the caller gets an answer or an error object, and the next request its answer. */
    @Test
    void anyHeadOfAProvider_isAnsweredAndSurvived() throws Exception {
        for (int seed = 0; seed < 60; seed++) {
            Random chance = new Random(seed);
            UPSTREAM.answer(Script.silent().raw(head(chance)).close());
            HttpResponse<String> response = post("/v1/chat/completions", chat("openai/gpt-4o"));
            assertThat(response.statusCode()).as("seed %d", seed).isIn(200, 502);
            if (response.statusCode() == 502) {
                assertThat(error(response).path("code").asText())
                        .as("seed %d", seed)
                        .startsWith("provider_");
            }
            assertThat(headBytes(response)).as("seed %d", seed).isLessThan(8192);
        }
        assertServes();
    }

    private static String head(Random chance) {
        StringBuilder head = new StringBuilder();
        int information = chance.nextInt(3) == 0 ? size(chance, 10_000) : 0;
        head.append("HTTP/1.1 103 Early\r\nLink: </x>\r\n\r\n".repeat(information));
        head.append("\r\n".repeat(chance.nextInt(4) == 0 ? size(chance, 10_000) : 0));
        head.append("HTTP/1.1 200 ").append("r".repeat(size(chance, 100_000))).append("\r\n");
        int headers = size(chance, 200_000);
        int length = Math.max(1, size(chance, 4_000_000) / (headers + 1));
        for (int i = 0; i < headers && head.length() < 6_000_000; i++) {
            String name = chance.nextBoolean() ? "x-ratelimit-" + i : "x-other-" + i;
            head.append(name).append(": ").append("v".repeat(length)).append("\r\n");
            if (chance.nextInt(50) == 0) {
                head.append(' ').append("folded".repeat(chance.nextInt(20))).append("\r\n");
            }
        }
        head.append("Content-Type: application/json\r\n");
        if (chance.nextBoolean()) {
            return head.append("Content-Length: 14\r\n\r\n").append(OK).toString();
        }
        head.append("Transfer-Encoding: chunked\r\n\r\ne;")
                .append("x".repeat(size(chance, 1_000_000)))
                .append("\r\n")
                .append(OK)
                .append("\r\n0\r\n");
        head.append("t: v\r\n".repeat(size(chance, 200_000)));
        return head.append("\r\n").toString();
    }

    /** Mostly small, at times as large as may be. */
    private static int size(Random chance, int most) {
        return (int) Math.pow(most, chance.nextDouble() * chance.nextDouble());
    }

    @Test
    void heads_ofHugeSizes_areRefused() throws Exception {
        String huge = "HTTP/1.1 200 -\r\nContent-Type: application/json\r\n";
        String[] heads = {
            huge + "x: y\r\n".repeat(200_000) + "\r\n" + OK,
            huge + "x: " + "y".repeat(30_000_000) + "\r\n\r\n" + OK,
            huge + "x: y\r\n" + " folded\r\n".repeat(1_000_000) + "\r\n" + OK,
            "y".repeat(30_000_000),
            "\r\n".repeat(5_000_000),
        };
        for (String head : heads) {
            UPSTREAM.answer(Script.silent().raw(head).close());
            HttpResponse<String> response = post("/v1/chat/completions", chat("openai/gpt-4o"));
            assertThat(response.statusCode()).isEqualTo(502);
            assertThat(error(response).path("code").asText()).isEqualTo("provider_unreachable");
        }
        assertServes();
    }
}
