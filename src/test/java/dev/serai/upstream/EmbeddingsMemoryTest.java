package dev.serai.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.serai.support.FakeUpstream;
import dev.serai.support.Script;
import dev.serai.support.SmallGateway;
import dev.serai.wire.Json;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A thousand embeddings of 3,072 numbers, 39 MB, pass through a heap of 256 MB, whatever has to be made of them. */
class EmbeddingsMemoryTest {

    private static final int TEXTS = 1_000;
    private static final int DIMENSIONS = 3_072;

    private static final FakeUpstream UPSTREAM = new FakeUpstream();
    private static SmallGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = SmallGateway.start("256m", UPSTREAM, "openai", "gemini", "cohere");
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        UPSTREAM.close();
    }

    private static String numbers() {
        StringBuilder numbers = new StringBuilder("[");
        for (int i = 0; i < DIMENSIONS; i++) {
            numbers.append(i == 0 ? "" : ",").append(i % 2 == 0 ? "0.012345678" : "-0.01234567");
        }
        return numbers.append(']').toString();
    }

    private static String base64() {
        ByteBuffer bytes = ByteBuffer.allocate(4 * DIMENSIONS).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < DIMENSIONS; i++) {
            bytes.putFloat(i % 2 == 0 ? 0.012345678f : -0.01234567f);
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static String list(String item, int times) {
        StringBuilder list = new StringBuilder("[");
        for (int i = 0; i < times; i++) {
            list.append(i == 0 ? "" : ",").append(item);
        }
        return list.append(']').toString();
    }

    private static String openAi(String embedding, int texts) {
        return "{\"object\":\"list\",\"model\":\"m\",\"data\":"
                + list("{\"object\":\"embedding\",\"index\":0,\"embedding\":" + embedding + "}", texts)
                + ",\"usage\":{\"prompt_tokens\":7,\"total_tokens\":7}}";
    }

    private static Script answer(FakeUpstream.Received request, String sent, boolean chunked) {
        int texts = request.text().split("a text", -1).length - 1;
        String body = switch (sent) {
            case "gemini" -> "{\"embeddings\":" + list("{\"values\":" + numbers() + "}", texts) + "}";
            case "cohere" -> "{\"embeddings\":{\"float\":" + list(numbers(), texts) + "}}";
            case "base64" -> openAi('"' + base64() + '"', texts);
            default -> openAi(numbers(), texts);
        };
        if (!chunked) {
            return Script.json(200, body);
        }
        return Script.silent()
                .raw("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
                .dribble(body, 1 << 20)
                .end();
    }

    @ParameterizedTest
    @CsvSource({
        "openai/m, float, float", "openai/m, float, base64", "openai/m, base64, float", "openai/m, base64, base64",
        "gemini/m, gemini, float", "gemini/m, gemini, base64", "cohere/m, cohere, float", "cohere/m, cohere, base64",
        "simulator/echo, , float", "simulator/echo, , base64"
    })
    void thousandEmbeddings_pass(String model, String sent, String asked) throws Exception {
        for (boolean chunked : new boolean[] {false, true}) {
            UPSTREAM.answer(request -> answer(request, sent, chunked));
            HttpResponse<String> response = gateway.post(
                    "/v1/embeddings",
                    "{\"model\":\"" + model + "\",\"dimensions\":3072,\"encoding_format\":\"" + asked + "\",\"input\":"
                            + list("\"a text\"", TEXTS) + "}");
            String shown =
                    response.body().substring(0, Math.min(300, response.body().length()));
            assertThat(gateway.isAlive()).isTrue();
            assertThat(response.statusCode()).as(shown).isEqualTo(200);
            int last = response.body().lastIndexOf("{\"object\":\"embedding\"");
            assertThat(response.body().split("\"object\":\"embedding\"", -1)).hasSize(TEXTS + 1);
            String item = response.body().substring(last, response.body().indexOf('}', last) + 1);
            JsonNode embedding =
                    Json.parse(item.getBytes(StandardCharsets.UTF_8)).path("embedding");
            assertThat(asked.equals("base64") ? embedding.asText().length() : embedding.size())
                    .isEqualTo(asked.equals("base64") ? base64().length() : DIMENSIONS);
            if (sent != null && asked.equals("base64")) {
                assertThat(embedding.asText()).isEqualTo(base64());
            } else if (sent != null) {
                assertThat(embedding.get(1).floatValue()).isEqualTo(-0.01234567f);
            }
        }
    }
}
